// How fast one reads, and how long the rest will take: only said once there is something to go by.

const BREAK = 300_000; // ms: a longer time between two items was no reading
const ENOUGH = 5; // items before an estimate is worth anything

class Pace {
  constructor() {
    this.times = []; // ms from one item to the next, breaks left out
    this.ids = new Set(); // items read since the server counted
  }

  read(id) {
    const now = Date.now();
    if (this.last && now - this.last < BREAK) this.times.push(now - this.last);
    this.last = now;
    this.ids.add(id);
  }

  // The queue was counted anew: what was read until now is in its number.
  counted() {
    this.ids.clear();
  }

  // Mean and standard error of the ms an item takes; null before there are enough.
  mean() {
    const { times } = this;
    if (times.length < ENOUGH) return null;
    const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
    const variance = times.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (times.length - 1);
    return { mean, error: Math.sqrt(variance / times.length) };
  }

  words(done, total) {
    const left = Math.max(0, total - done);
    const pace = this.mean();
    const parts = [`${done.toLocaleString("en")} of ${total.toLocaleString("en")} read`];
    if (pace && left) {
      const [low, high] = [-2, 2].map((one) => Math.max(0, pace.mean + one * pace.error) * left);
      parts.push(`${spell(pace.mean)} an item`, `about ${spell(pace.mean * left)} left [${spell(low)}, ${spell(high)}]`);
    }
    return parts.join(" · ");
  }
}

function spell(ms) {
  const seconds = ms / 1000;
  if (seconds < 90) return `${+seconds.toPrecision(2)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${+(seconds / 3600).toPrecision(2)} h`;
}
