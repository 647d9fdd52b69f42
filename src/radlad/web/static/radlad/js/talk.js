// Short questions to the server, whose answers are JSON; an answer that does not come is null.
import { csrf } from "./csrf.js";

export async function ask(address, values) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": csrf() },
      body: new URLSearchParams(values),
      redirect: "manual",
    });
    const content = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    return { ok: answer.ok, status: answer.status, ...content };
  } catch {
    return null;
  }
}
