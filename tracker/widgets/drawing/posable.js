// The posable figure as pure numbers: bodies between two poses, and what they look like from one
// side. The same rules as geometry.py, kinematics.py and projection.py; a test holds them together.
// Points are [x, y, z], turns are quaternions [w, x, y, z].

const START = 0.1234;
const TAU = 2 * Math.PI;
const FAR = 0.7;
const STAYS = 0.5;
const SHADED = new Set(["skin", "top", "bottom"]);
// ---- vectors and turns -----------------------------------------------------------------------

const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const sub = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const grow = (a, by) => [a[0] * by, a[1] * by, a[2] * by];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a) => {
  const length = Math.hypot(...a);
  return length > 1e-9 ? grow(a, 1 / length) : [0, 0, 0];
};
const mix = (a, b, share) => add(grow(a, 1 - share), grow(b, share));

const about = (axis, degrees) => {
  const half = (degrees * Math.PI) / 360;
  return [Math.cos(half), ...grow(axis, Math.sin(half))];
};

function inside([w, x, y, z], [u, p, q, r]) {
  return [
    w * u - x * p - y * q - z * r, w * p + u * x + y * r - z * q,
    w * q + u * y + z * p - x * r, w * r + u * z + x * q - y * p,
  ];
}

export function rotate([w, x, y, z], [a, b, c]) {
  const p = 2 * (y * c - z * b);
  const q = 2 * (z * a - x * c);
  const r = 2 * (x * b - y * a);
  return [a + w * p + y * r - z * q, b + w * q + z * p - x * r, c + w * r + x * q - y * p];
}

export function slerp(a, b, share) {
  const cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = cosine < 0 ? -1 : 1;
  const between = Math.acos(Math.min(Math.abs(cosine), 1));
  const small = between < 1e-4;
  const keep = small ? 1 - share : Math.sin((1 - share) * between) / Math.sin(between);
  const take = sign * (small ? share : Math.sin(share * between) / Math.sin(between));
  const parts = a.map((part, i) => part * keep + b[i] * take);
  const length = Math.hypot(...parts);
  return parts.map((part) => part / length);
}

/** The direction nearest to `towards` at a right angle to `along`. */
function across(along, towards) {
  const out = unit(sub(towards, grow(along, dot(towards, along))));
  const none = !out[0] && !out[1] && !out[2];
  return none ? unit(cross(Math.abs(along[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0], along)) : out;
}

/** The turn that takes a hanging limb to `down`, its hinge towards `right`. */
function framed(down, right) {
  const y = grow(unit(down), -1);
  const z = across(y, right);
  const x = cross(y, z);
  const squares = [x[0] + y[1] + z[2], x[0] - y[1] - z[2], y[1] - x[0] - z[2], z[2] - x[0] - y[1]];
  const largest = squares.indexOf(Math.max(...squares));
  const half = Math.sqrt(1 + squares[largest]) / 2;
  const over = 0.25 / half;
  const [a, b, c] = [y[2] - z[1], z[0] - x[2], x[1] - y[0]];
  const [d, e, f] = [x[1] + y[0], x[2] + z[0], y[2] + z[1]];
  return [
    [half, a * over, b * over, c * over],
    [a * over, half, d * over, e * over],
    [b * over, d * over, half, f * over],
    [c * over, e * over, f * over, half],
  ][largest];
}

// ---- bodies ----------------------------------------------------------------------------------

/** Where every joint is; the pelvis is the first. */
export function jointsOf(body, root, turns) {
  const found = [root];
  for (const [parent, frame, ...offset] of body.joints) found.push(add(found[parent], rotate(turns[frame], offset)));
  return found;
}

/** How the two bones of a limb are turned that goes from `start` to `end`. */
function bent(body, [, elbow, hand, , , hinge], start, end, towards) {
  const upper = -body.joints[elbow - 1][3];
  const lower = -body.joints[hand - 1][3];
  const line = sub(end, start);
  const far = Math.min(Math.max(Math.hypot(...line), Math.abs(upper - lower) + 1e-6), upper + lower - 1e-6);
  const along = unit(line);
  const out = across(along, towards);
  const cosine = (upper ** 2 + far ** 2 - lower ** 2) / (2 * upper * far);
  const sine = Math.sqrt(Math.max(1 - cosine ** 2, 0));
  const middle = add(start, add(grow(along, upper * cosine), grow(out, upper * sine)));
  const axis = grow(cross(towards, line), hinge);
  return [framed(sub(middle, start), axis), framed(sub(add(start, grow(along, far)), middle), axis)];
}

/** The body `share` (0-1) of the way from one pose to another; hands and feet that stay, stay. */
export function between(body, one, other, share, pin) {
  const turns = one.turns.map((turn, i) => slerp(turn, other.turns[i], share));
  const before = jointsOf(body, one.root, one.turns);
  const after = jointsOf(body, other.root, other.turns);
  const joints = jointsOf(body, [0, 0, 0], turns);
  const root = sub(mix(before[pin], after[pin], share), joints[pin]);
  for (const limb of body.limbs) {
    const [first, elbow, hand, upper, lower] = limb;
    if (Math.hypot(...sub(before[hand], after[hand])) > STAYS) continue;
    const out = across(unit(sub(joints[hand], joints[first])), sub(joints[elbow], joints[first]));
    [turns[upper], turns[lower]] = bent(body, limb, add(root, joints[first]), mix(before[hand], after[hand], share), out);
  }
  const props = {};
  for (const name of Object.keys(one.props)) props[name] = mix(one.props[name], other.props[name] ?? one.props[name], share);
  return { root, turns, props };
}

export const ease = (share) => share * share * (3 - 2 * share);

// ---- what the viewer sees --------------------------------------------------------------------

export const cameraOf = ({ view: [turn, above] }) => inside(about([1, 0, 0], above), about([0, 1, 0], -turn));

/** The outline of two discs, most of all there are: as `outline`, without the search. */
function pair([[ax, ay, ar], [bx, by, br]], first, end) {
  const far = Math.hypot(bx - ax, by - ay);
  if (far <= Math.abs(br - ar) + 1e-9) return [[first, START, end]];
  const half = Math.acos((ar - br) / far); // of the second disc's arc
  const middle = Math.atan2(by - ay, bx - ax);
  const [enter, arc] = first ? [middle + half, TAU - 2 * half] : [middle - half, 2 * half];
  const turn = (enter - START) % TAU;
  const from = START + (turn < 0 ? turn + TAU : turn);
  return [[first, START, from], [1 - first, from, from + arc], [first, from + arc, end]];
}

/** The outline of the hull of discs [x, y, r] as arcs: [disc, from direction, to direction]. */
export function outline(discs) {
  const end = START + TAU;
  const [across, down] = [Math.cos(START), Math.sin(START)];
  let now = START;
  let disc = 0;
  const reach = (i) => discs[i][0] * across + discs[i][1] * down + discs[i][2];
  for (let i = 1; i < discs.length; i += 1) if (reach(i) > reach(disc)) disc = i;
  if (discs.length === 2) return pair(discs, disc, end);
  const arcs = [];
  while (now < end && arcs.length < 4 * discs.length) {
    const [x, y, r] = discs[disc];
    let soonest = end - now;
    let winner = disc;
    for (let i = 0; i < discs.length; i += 1) {
      const dx = discs[i][0] - x;
      const dy = discs[i][1] - y;
      const more = discs[i][2] - r;
      const far = Math.sqrt(dx * dx + dy * dy);
      if (far <= Math.abs(more) + 1e-9) continue; // one lies within the other
      const turn = (Math.atan2(dy, dx) - Math.acos(-more / far) - now) % TAU;
      const ahead = turn < 0 ? turn + TAU : turn;
      if (ahead > 1e-9 && ahead < soonest) [soonest, winner] = [ahead, i];
    }
    arcs.push([disc, now, now + soonest]);
    now += soonest;
    if (winner === disc) break;
    disc = winner;
  }
  return arcs;
}

const isFar = (mine, other) => other[2] - mine[2] > FAR * Math.hypot(...sub(other, mine));
const toneOf = ({ tone }, far) => (far && SHADED.has(tone) ? `${tone}-far` : tone);

/** The outline of the hull of discs as arcs [x, y, r, from, to, how much the line adds to r]. */
const hull = (discs) => outline(discs).map(([i, from, to]) => [discs[i][0], discs[i][1], discs[i][2], from, to, discs[i][3]]);

/** What the viewer sees of a posed body: {tone, hulls, lined: as wide as the line}, the farthest first. */
export function seen(body, figure, posed, breath) {
  const camera = cameraOf(figure);
  const joints = jointsOf(body, posed.root, posed.turns).map((spot) => rotate(camera, spot));
  const turns = posed.turns.map((turn) => inside(camera, turn));
  const discs = body.balls.map(([joint, frame, x, y, z, radius, breathed, line]) => {
    const [across, up] = add(joints[joint], rotate(turns[frame], [x, y, z]));
    return [across, -up, radius + breath * breathed, line];
  });
  const faces = ({ facing }) => !facing || rotate(turns[facing[0]], facing.slice(1, 4))[2] >= facing[4];
  const depth = (part) => part.joints.reduce((sum, i) => sum + joints[i][2], 0) / part.joints.length + part.bias;
  const drawn = (layer) => layer.hulls.map((one) => hull(one.map((i) => discs[i])));
  const shapesOf = ([, at]) => {
    const part = body.parts[at];
    const far = Boolean(part.roots) && isFar(joints[part.roots[0]], joints[part.roots[1]]);
    const layers = part.layers.filter(faces).map((layer) => ({ tone: toneOf(layer, far), hulls: drawn(layer), edged: layer.lined }));
    const works = figure.works.flatMap((key) => body.works[key]).filter(([of, layer]) => of === at && faces(layer));
    const line = { tone: "line", lined: true, hulls: layers.filter(({ edged }) => edged).flatMap(({ hulls }) => hulls) };
    return [line, ...layers, ...works.map(([, layer]) => ({ tone: "work", hulls: drawn(layer) }))];
  };
  const order = body.parts.map((part, at) => [depth(part), at]).sort(([one], [other]) => one - other);
  return order.flatMap(shapesOf);
}

/** The pieces of a figure's props, as `seen`: those behind the body, and those before it. */
export function pieces(figure, posed) {
  const camera = cameraOf(figure);
  const shapes = figure.props.map(({ of, tone, dots }) => {
    const discs = dots.map((point) => {
      const [x, y] = rotate(camera, add(posed.props[of], point));
      return [x, -y, point[3], 0];
    });
    return { tone, hulls: [hull(discs)] };
  });
  return [false, true].map((before) => shapes.filter((_, i) => figure.props[i].before === before));
}

/** Whether a side is shown by the mirror image. */
export const isMirrored = (figure, side) => figure.side !== "both" && (side === "left" || side === "right") && side !== figure.side;
