// The page image: pages, zoom, turns, and the frame round the field in hand.
const FINE_FROM = 1.15; // From this scale on, a finer picture of the page is fetched.
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
  #natural = { width: 1240, height: 1754 };
  #fine = 0; // the page whose finer picture is shown
  #asked = 0; // the page whose finer picture is on its way
  #zoom;
  #box = null;
  page = 1;

  constructor(root) {
    this.#stage = root.querySelector(".viewer__stage");
    this.#room = root.querySelector(".viewer__room");
    this.#sheet = root.querySelector(".viewer__sheet");
    this.#image = root.querySelector(".viewer__sheet img");
    this.#frame = root.querySelector(".viewer__frame");
    this.#address = root.dataset.address;
    this.#pages = Number(root.dataset.pages);
    this.#zoom = sessionStorage.getItem(REMEMBERED) ?? "width";
    this.root = root;
    this.#image.addEventListener("load", () => this.#loaded());
    new ResizeObserver(() => this.#lay()).observe(this.#stage);
    root.addEventListener("click", (event) => this.#pressed(event));
    this.#enable();
    if (this.#image.complete) this.#loaded();
  }

  get image() {
    return this.#image;
  }

  addressOf(page) {
    return this.#address.replace(/0\.webp$/, `${page}.webp`);
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
    this.#fine = this.#asked = 0;
    this.#frame.hidden = true;
    this.#image.alt = `Page ${page} du document`;
    this.#image.src = this.addressOf(page);
    this.root.querySelector("output").textContent = page;
    for (const button of this.root.querySelectorAll("[data-page-number]")) {
      if (Number(button.dataset.pageNumber) === page) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    this.#stage.scrollTo(0, 0);
    this.#enable();
  }

  /** Nothing is framed any more. */
  unframe() {
    this.#box = null;
    this.#frame.hidden = true;
  }

  previousPage() {
    this.show(this.page - 1);
  }

  nextPage() {
    this.show(this.page + 1);
  }

  zoomIn() {
    this.#zoomBy(1.25);
  }

  zoomOut() {
    this.#zoomBy(0.8);
  }

  #zoomBy(factor) {
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

  #pressed(event) {
    const number = event.target.closest("[data-page-number]")?.dataset.pageNumber;
    const action = event.target.closest("[data-do]")?.dataset.do;
    if (number) this.show(Number(number));
    else if (action) this[action]();
  }

  #loaded() {
    const { naturalWidth: width, naturalHeight: height } = this.#image;
    // The finer picture takes the place of the usual one, at the same size.
    if (this.#fine !== this.page) this.#natural = { width: width || 1240, height: height || 1754 };
    this.#lay();
  }

  /** Sharp at any zoom: a finer picture replaces the usual one once it is here. */
  #sharpen(scale) {
    if (this.#asked === this.page || scale * window.devicePixelRatio < FINE_FROM || !this.#image.complete) return;
    const { page } = this;
    this.#asked = page;
    const finer = new Image();
    finer.addEventListener("load", () => {
      if (this.page !== page) return;
      this.#fine = page;
      this.#image.src = finer.src;
    });
    finer.src = this.addressOf(page).replace(/\.webp$/, "-fine.webp");
  }

  /** Screen pixels for a pixel of the image. */
  #scale() {
    const { width, height } = this.#natural;
    const [across, down] = this.#turned % 180 ? [height, width] : [width, height];
    const fit = (this.#stage.clientWidth - 24) / across;
    if (this.#zoom === "width") return fit;
    if (this.#zoom === "whole") return Math.min(fit, (this.#stage.clientHeight - 24) / down);
    return Number(this.#zoom);
  }

  #lay() {
    const { width, height } = this.#natural;
    const scale = this.#scale();
    this.#sharpen(scale);
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
    this.root.querySelector("[data-do=previousPage]").disabled = this.page <= 1;
    this.root.querySelector("[data-do=nextPage]").disabled = this.page >= this.#pages;
  }
}
