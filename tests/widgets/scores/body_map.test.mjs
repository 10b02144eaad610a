import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { chosenText, fullName, neighbour, toggled } from "../../../tracker/widgets/scores/body_map.js";

// The real drawing's middles, read from where they are stated.
const source = readFileSync(new URL("../../../tracker/foundation/anatomy.py", import.meta.url), "utf-8");
const stated = [...source.matchAll(/Site\("([^"]+)", "([^"]+)", \(([\d.]+), ([\d.]+)\)/g)];
const sites = Object.fromEntries(
  stated.flatMap(([, site, muscle, x, y]) => [
    [`${site}|left`, { site, side: "left", muscle, label_xy: [+x, +y] }],
    [`${site}|right`, { site, side: "right", muscle, label_xy: [400 - x, +y] }],
  ]),
);
const order = Object.keys(sites);
const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

test("there are eighteen places to walk between", () => assert.equal(order.length, 18));

test("a chosen site is added in the drawing's order and taken away again", () => {
  const [first, second] = order;
  assert.deepEqual(toggled([second], first, order), [first, second]);
  assert.deepEqual(toggled([first, second], first, order), [second]);
});

test("the arrow keys lead from every site to every other", () => {
  for (const start of order) {
    const seen = new Set([start]);
    for (const here of seen) for (const arrow of arrows) seen.add(neighbour(sites, here, arrow));
    assert.equal(seen.size, order.length, `from ${start}`);
  }
});

test("an arrow key moves the way it points, or stays at the edge", () => {
  for (const key of order) {
    const [x, y] = sites[key].label_xy;
    const at = (arrow) => sites[neighbour(sites, key, arrow)].label_xy;
    assert.ok(at("ArrowLeft")[0] <= x && at("ArrowRight")[0] >= x, key);
    assert.ok(at("ArrowUp")[1] <= y && at("ArrowDown")[1] >= y, key);
  }
});

test("right and left across the spine lead to the same site on the other side", () => {
  assert.equal(neighbour(sites, "beside the spine|left", "ArrowRight"), "beside the spine|right");
  assert.equal(neighbour(sites, "between the blades|right", "ArrowLeft"), "between the blades|left");
});

test("a site is named with its side and muscle", () => {
  assert.equal(fullName(sites["inner blade edge|left"]), "Inner blade edge, left (rhomboids)");
});

test("what is chosen is said in words", () => {
  assert.equal(chosenText([]), "Nothing chosen yet.");
  assert.equal(
    chosenText(["inner blade edge|left", "on the blade|right"]),
    "Chosen: Inner blade edge, left · On the blade, right",
  );
});
