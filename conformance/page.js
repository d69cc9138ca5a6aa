// Every page begins with this: it collects what the page's scripts tell,
// reports to the server and goes on to the next page.
class Lab {
  constructor(id, next, base) {
    this.id = id;
    this.next = next;
    this.base = base;
    this.results = {};
    this.waiting = [];
    this.loaded = new Promise(resolve => addEventListener("load", resolve));
  }

  // tell records a result.
  tell(key, value) {
    this.results[key] = String(value);
  }

  // watch records what a promise comes to; a rejection is an answer too.
  watch(key, promise) {
    this.waiting.push(promise.then(
      value => this.tell(key, value),
      error => this.tell(key, "rejected " + (error && error.name || error))));
  }

  // outcome says whether an element loads.
  outcome(element, good = "load") {
    return new Promise(resolve => {
      element.addEventListener(good, () => resolve("load"));
      element.addEventListener("error", () => resolve("error"));
    });
  }

  // call asks the server for something that has no answer to read.
  call(what, options) {
    return fetch(`${this.base}/${what}/${this.id}`, {mode: "no-cors", ...options});
  }

  // finish reports once everything has loaded and the requests have settled.
  async finish() {
    const limit = ms => new Promise(resolve => setTimeout(resolve, ms));
    await Promise.race([this.loaded, limit(10000)]);
    await Promise.race([Promise.all(this.waiting), limit(10000)]);
    await this.call("settled");
    await this.call("report", {method: "POST", body: JSON.stringify(this.results)});
    location.replace(this.next);
  }
}
