// Pages whose only script is their dialogs.
import { openDialogs } from "./dialogs.js";

openDialogs(document);
