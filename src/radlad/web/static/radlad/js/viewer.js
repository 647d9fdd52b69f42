// The page image: pages, zoom, turns, and the frame round the field in hand.
const STEPS = { min: 0.2, max: 4 };
const REMEMBERED = "radlad.zoom";

export class Viewer {
  #stage;
  #room;
  #sheet;
  #image;
  #frame;
  #address;
  #pages;
  #turned = 0;
  #zoom;
  #box = null;
  page = 1;

  constructor(root) {
    this.#stage = root.querySelector(".viewer__stage");
    this.#room = root.querySelector(".viewer__room");
    this.#sheet = root.querySelector(".viewer__sheet");
    this.#image = root.querySelector("img");
    this.#frame = root.querySelector(".viewer__frame");
    this.#address = root.dataset.address;
    this.#pages = Number(root.dataset.pages);
    this.#zoom = sessionStorage.getItem(REMEMBERED) ?? "width";
    this.root = root;
    this.#image.addEventListener("load", () => this.#lay());
    new ResizeObserver(() => this.#lay()).observe(this.#stage);
    const actions = {
      previous: () => this.show(this.page - 1),
      next: () => this.show(this.page + 1),
      in: () => this.zoomBy(1.25),
      out: () => this.zoomBy(0.8),
      width: () => this.fitWidth(),
      whole: () => this.fitWhole(),
      turn: () => this.turn(),
    };
    root.addEventListener("click", (event) => actions[event.target.closest("[data-do]")?.dataset.do]?.());
    this.#enable();
    if (this.#image.complete) this.#lay();
  }

  /** Shows a page, and on it a box, "x0 y0 x1 y1" in fractions of the upright page. */
  show(page, box = "") {
    if (page < 1 || page > this.#pages) return;
    this.#box = box ? box.split(" ").map(Number) : null;
    if (page === this.page) {
      this.#lay();
      return;
    }
    this.page = page;
    this.#frame.hidden = true;
    this.#image.alt = `Page ${page} du document`;
    this.#image.src = this.#address.replace(/0\.webp$/, `${page}.webp`);
    this.root.querySelector("output").textContent = page;
    this.#stage.scrollTo(0, 0);
    this.#enable();
  }

  /** Nothing is framed any more. */
  unframe() {
    this.#box = null;
    this.#frame.hidden = true;
  }

  zoomBy(factor) {
    this.#setZoom(Math.min(STEPS.max, Math.max(STEPS.min, this.#scale() * factor)));
  }

  fitWidth() {
    this.#setZoom("width");
  }

  fitWhole() {
    this.#setZoom("whole");
  }

  turn() {
    this.#turned = (this.#turned + 90) % 360;
    this.#lay();
  }

  #setZoom(zoom) {
    this.#zoom = zoom;
    sessionStorage.setItem(REMEMBERED, zoom);
    const stage = this.#stage;
    const across = (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth;
    const down = (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight;
    this.#lay();
    stage.scrollTo(across * stage.scrollWidth - stage.clientWidth / 2, down * stage.scrollHeight - stage.clientHeight / 2);
    this.#lift();
  }

  #size() {
    const { naturalWidth: width, naturalHeight: height } = this.#image;
    return { width: width || 1240, height: height || 1754 };
  }

  /** Screen pixels for a pixel of the image. */
  #scale() {
    const { width, height } = this.#size();
    const [across, down] = this.#turned % 180 ? [height, width] : [width, height];
    const fit = (this.#stage.clientWidth - 24) / across;
    if (this.#zoom === "width") return fit;
    if (this.#zoom === "whole") return Math.min(fit, (this.#stage.clientHeight - 24) / down);
    return Number(this.#zoom);
  }

  #lay() {
    const { width, height } = this.#size();
    const scale = this.#scale();
    const [w, h] = [width * scale, height * scale];
    const [across, down] = this.#turned % 180 ? [h, w] : [w, h];
    Object.assign(this.#room.style, { width: `${across}px`, height: `${down}px` });
    Object.assign(this.#sheet.style, {
      width: `${w}px`,
      height: `${h}px`,
      transform: `translate(-50%, -50%) rotate(${this.#turned}deg)`,
    });
    this.#lift();
  }

  /** Frames the box and brings it to the middle of the view. */
  #lift() {
    this.#frame.hidden = !this.#box;
    if (!this.#box) return;
    const [x0, y0, x1, y1] = this.#box;
    Object.assign(this.#frame.style, {
      left: `calc(${x0 * 100}% - 5px)`,
      top: `calc(${y0 * 100}% - 4px)`,
      width: `calc(${(x1 - x0) * 100}% + 10px)`,
      height: `calc(${(y1 - y0) * 100}% + 8px)`,
    });
    const [frame, stage] = [this.#frame.getBoundingClientRect(), this.#stage.getBoundingClientRect()];
    const out =
      frame.top < stage.top + 40 || frame.bottom > stage.bottom - 40 || frame.left < stage.left || frame.right > stage.right;
    if (!out) return;
    this.#stage.scrollBy({
      left: (frame.left + frame.right) / 2 - (stage.left + stage.right) / 2,
      top: (frame.top + frame.bottom) / 2 - (stage.top + stage.bottom) / 2,
    });
  }

  #enable() {
    this.root.querySelector("[data-do=previous]").disabled = this.page <= 1;
    this.root.querySelector("[data-do=next]").disabled = this.page >= this.#pages;
  }
}
