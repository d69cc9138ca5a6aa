// Every page begins with this: it collects what the page's scripts tell,
// reports to the server and goes on to the next page.
class Lab {
  constructor(id, next, base) {
    this.id = id;
    this.next = next;
    this.base = base;
    this.results = {};
    this.waiting = [];
    this.wanted = [];
    this.kept = {};
    this.loaded = new Promise(resolve => addEventListener("load", resolve));
    addEventListener("error", event => this.heard(event));
  }

  // tell records a result; the first one counts.
  tell(key, value) {
    if (!(key in this.results)) this.results[key] = String(value);
  }

  // want names the results that the page stays for.
  want(keys) {
    this.wanted.push(...keys.split(" "));
  }

  // watch records what a promise comes to; a rejection is an answer too.
  watch(key, promise) {
    this.waiting.push(promise.then(
      value => this.tell(key, value),
      error => this.tell(key, "rejected " + (error && error.name || error))));
  }

  // keep holds markup back, in a form that no parser looks ahead into.
  keep(token, markup) {
    this.kept[token] = markup;
  }

  // second puts the markup of the token into the page, once the first fetch of
  // its URL has ended as said.
  second(token, first) {
    const markup = this.kept[token];
    if (markup === undefined) return;
    delete this.kept[token];
    this.tell(token + "-first", first);
    document.body.append(document.createRange().createContextualFragment(markup));
  }

  // secondAnyway does so for a first fetch that ends in no event.
  async secondAnyway(token) {
    await this.loaded;
    await new Promise(resolve => setTimeout(resolve, 5000));
    this.second(token, "silent");
  }

  // insert puts it in once the page has loaded.
  async insert(token) {
    await this.loaded;
    this.second(token, "inserted");
    this.tell(token, "inserted");
  }

  // secondConnected does so when the page has opened its connections.
  async secondConnected(token) {
    await this.loaded;
    this.connected ||= this.call("connected");
    await this.connected;
    this.second(token, "connected");
  }

  // canvas tells whether a canvas that draws the element can be read. A video
  // may have no frame to draw yet, so a readable one is looked at again.
  async canvas(key, element) {
    const context = document.createElement("canvas").getContext("2d");
    for (let again = element instanceof HTMLVideoElement ? 20 : 0; ; again--) {
      try {
        context.drawImage(element, 0, 0);
        const drawn = context.getImageData(0, 0, 1, 1).data[3] > 0;
        if (drawn || again <= 0) return this.tell(key, "readable");
      } catch (error) {
        return this.tell(key, error.name === "SecurityError" ? "hidden" : "threw " + error.name);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  // rules tells whether the rules of a style sheet can be read.
  rules(key, link) {
    this.attempt(key, () => link.sheet.cssRules);
  }

  // cues tells whether the cues of a track can be read.
  cues(key, track) {
    this.tell(key, track.track.cues && track.track.cues.length === 1 ? "readable" : "hidden");
  }

  // body tells whether the body of a response can be read.
  body(key, url, options) {
    fetch(url, options).then(response => response.text()).then(
      text => this.tell(key, text ? "readable" : "hidden"),
      () => this.tell(key, "error"));
  }

  attempt(key, read) {
    try {
      read();
      this.tell(key, "readable");
    } catch (error) {
      this.tell(key, error.name === "SecurityError" ? "hidden" : "threw " + error.name);
    }
  }

  // request does what fetch does, with XMLHttpRequest.
  request(url, withCredentials) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("GET", url);
      request.withCredentials = withCredentials;
      request.onload = resolve;
      request.onerror = reject;
      request.send();
    });
  }

  // heard tells whether an error event says what happened. A muted one has no
  // file, so a classic script says before that it is running.
  heard(event) {
    if (!(event instanceof ErrorEvent)) return;
    const file = event.filename.match(/\/r\/([^/]+)\//);
    this.tell(file ? file[1] : this.running, event.error ? "readable" : "hidden");
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
    for (let i = 0; i < 200 && !this.wanted.every(key => key in this.results); i++) await limit(50);
    await this.call("settled");
    await this.call("report", {method: "POST", body: JSON.stringify(this.results)});
    location.replace(this.next);
  }
}
