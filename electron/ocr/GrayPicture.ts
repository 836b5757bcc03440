/** A picture in shades of grey, row by row from the top left; 0 is black, 255 white. */
export type GrayPicture = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** Grey from colours as they are drawn: four bytes a pixel (red, green, blue, opacity) on white. */
export function grayFromColours(colours: Uint8Array | Uint8ClampedArray, width: number, height: number): GrayPicture {
  const pixels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at += 1, from += 4) {
    const light = (77 * (colours[from] ?? 0) + 150 * (colours[from + 1] ?? 0) + 29 * (colours[from + 2] ?? 0)) >> 8;
    const opacity = colours[from + 3] ?? 255;
    pixels[at] = opacity === 255 ? light : 255 - (((255 - light) * opacity) >> 8);
  }
  return { width, height, pixels };
}

/** The picture as a binary PGM file, the plainest format that says its own size. */
export function toPgm({ width, height, pixels }: GrayPicture): Uint8Array {
  const header = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  return Buffer.concat([header, pixels]);
}

/** The picture smaller by a whole factor; each new pixel is the mean of the square it stands for. */
export function shrink({ width, height, pixels }: GrayPicture, factor: number): GrayPicture {
  const [newWidth, newHeight] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))];
  const out = new Uint8Array(newWidth * newHeight);
  for (let y = 0; y < newHeight; y += 1) {
    for (let x = 0; x < newWidth; x += 1) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy += 1) for (let dx = 0; dx < factor; dx += 1) sum += pixels[(y * factor + dy) * width + x * factor + dx] ?? 255;
      out[y * newWidth + x] = sum / factor ** 2;
    }
  }
  return { width: newWidth, height: newHeight, pixels: out };
}

export type Point = { readonly x: number; readonly y: number };
/** A turned picture; `back` leads from a place in it to the place in the picture before. */
export type Turned = { readonly picture: GrayPicture; readonly back: (point: Point) => Point };

/** Turns a picture clockwise about its middle on a sheet large enough to hold all of it, white where nothing was. Quarter turns are exact. */
export function turn(picture: GrayPicture, degrees: number): Turned {
  const quarters = Math.round(degrees / 90);
  const rest = degrees - quarters * 90;
  if (Math.abs(rest) > 1e-6) return turnFreely(picture, degrees);
  return turnQuarters(picture, ((quarters % 4) + 4) % 4);
}

function turnQuarters(picture: GrayPicture, quarters: number): Turned {
  const { width, height, pixels } = picture;
  if (quarters === 0) return { picture, back: (point) => point };
  const out = new Uint8Array(pixels.length);
  const [newWidth, newHeight] = quarters === 2 ? [width, height] : [height, width];
  for (let y = 0, at = 0; y < newHeight; y += 1) {
    for (let x = 0; x < newWidth; x += 1, at += 1) {
      const from = quarters === 1 ? (height - 1 - x) * width + y : quarters === 2 ? pixels.length - 1 - at : x * width + width - 1 - y;
      out[at] = pixels[from] ?? 255;
    }
  }
  const back = ({ x, y }: Point): Point => (quarters === 1 ? { x: y, y: height - x } : quarters === 2 ? { x: width - x, y: height - y } : { x: width - y, y: x });
  return { picture: { width: newWidth, height: newHeight, pixels: out }, back };
}

function turnFreely({ width, height, pixels }: GrayPicture, degrees: number): Turned {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const newWidth = Math.ceil(Math.abs(width * cos) + Math.abs(height * sin));
  const newHeight = Math.ceil(Math.abs(width * sin) + Math.abs(height * cos));
  const back = ({ x, y }: Point): Point => {
    const [dx, dy] = [x - newWidth / 2, y - newHeight / 2];
    return { x: dx * cos + dy * sin + width / 2, y: -dx * sin + dy * cos + height / 2 };
  };
  const out = new Uint8Array(newWidth * newHeight).fill(255);
  for (let y = 0; y < newHeight; y += 1) {
    const start = back({ x: 0.5, y: y + 0.5 });
    for (let x = 0; x < newWidth; x += 1) {
      const [fromX, fromY] = [start.x + x * cos - 0.5, start.y - x * sin - 0.5];
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)];
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const [right, below, at] = [fromX - left, fromY - top, top * width + left];
      const above = (pixels[at] ?? 255) * (1 - right) + (pixels[at + 1] ?? 255) * right;
      const under = (pixels[at + width] ?? 255) * (1 - right) + (pixels[at + width + 1] ?? 255) * right;
      out[y * newWidth + x] = above * (1 - below) + under * below + 0.5;
    }
  }
  return { picture: { width: newWidth, height: newHeight, pixels: out }, back };
}
