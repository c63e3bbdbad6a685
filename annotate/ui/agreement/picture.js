// Takes the chart that is drawn nearby and saves it as a file. Nothing leaves the browser.

const SCALE = 2; // of a PNG, for print

function save(url, name) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

// The chart as a text that stands alone.
function standalone(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const box = svg.getBoundingClientRect();
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  copy.style.fontFamily = getComputedStyle(svg).fontFamily;
  return new XMLSerializer().serializeToString(copy);
}

async function saveAsSvg(text, file) {
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  save(url, `${file}.svg`);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function saveAsPng(text, file) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(canvas.toDataURL("image/png"), `${file}.png`);
}

export default function ({ data, parentElement }) {
  for (const button of parentElement.querySelectorAll("button[data-take]")) {
    button.onclick = () => {
      const svg = document.querySelector(`.${CSS.escape(data.place)} svg.marks`);
      if (!svg) return;
      const text = standalone(svg);
      return button.dataset.take === "svg" ? saveAsSvg(text, data.file) : saveAsPng(text, data.file);
    };
  }
}
