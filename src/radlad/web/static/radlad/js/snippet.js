// The piece of the image beside the field in hand: the eyes hardly move.
const LINE = 26; // height on the screen, in pixels, of one line of print
const AROUND = 16; // pixels round the box, above and below
const TALLEST = 150;

export class Snippet {
  #root = document.createElement("div");
  #image = document.createElement("img");
  #frame = document.createElement("div");
  #address;
  #box = null;

  constructor(address) {
    this.#address = address;
    this.#root.className = "snippet";
    this.#root.setAttribute("aria-hidden", "true");
    this.#image.alt = "";
    this.#image.draggable = false;
    this.#frame.className = "snippet__frame";
    this.#root.append(this.#image, this.#frame);
    this.#image.addEventListener("load", () => this.#lay());
  }

  /** Stands in `field`, and shows `box` of `page`; nowhere without a page. */
  show(field, page, box) {
    if (!page || !box) {
      this.#root.remove();
      return;
    }
    this.#box = box.split(" ").map(Number);
    const body = field.root.querySelector(".field__body");
    // Under the control: nothing that was there moves away from under the pointer.
    body.querySelector(":scope > .fr-input, :scope > .fr-select, :scope > .choice").after(this.#root);
    const address = this.#address.replace(/0\.webp$/, `${page}.webp`);
    if (this.#image.getAttribute("src") === address && this.#image.complete) this.#lay();
    else this.#image.src = address;
  }

  #lay() {
    const { naturalWidth: width, naturalHeight: height } = this.#image;
    if (!this.#box || !width) return;
    const [x0, y0, x1, y1] = this.#box;
    const room = this.#root.clientWidth;
    const [across, down] = [(x1 - x0) * width, (y1 - y0) * height];
    const scale = Math.min(1.5, LINE / Math.min(down, 40), (room - 2 * AROUND) / across, (TALLEST - 2 * AROUND) / down);
    const tall = Math.min(TALLEST, Math.max(48, down * scale + 2 * AROUND));
    const left = Math.min(0, room / 2 - (x0 * width + across / 2) * scale);
    const top = tall / 2 - (y0 * height + down / 2) * scale;
    this.#root.style.height = `${tall}px`;
    Object.assign(this.#image.style, { width: `${width * scale}px`, left: `${left}px`, top: `${top}px` });
    Object.assign(this.#frame.style, {
      left: `${left + x0 * width * scale - 4}px`,
      top: `${top + y0 * height * scale - 3}px`,
      width: `${across * scale + 8}px`,
      height: `${down * scale + 6}px`,
    });
  }
}
