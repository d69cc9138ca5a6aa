package rule

// The places in the standards that more than one rule follows.
var (
	citeStates = Citation{"HTML: CORS settings attributes", "https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attributes", ""}

	citeEnumerated = Citation{"HTML: keywords and enumerated attributes", "https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#keywords-and-enumerated-attributes", "2–4"}

	citePotentialCORS = Citation{"HTML: create a potential-CORS request", "https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request", "1–4"}

	citeIntegrity = Citation{"Fetch: main fetch", "https://fetch.spec.whatwg.org/#concept-main-fetch", "23"}

	citeConsume = Citation{"HTML: consume a preloaded resource", "https://html.spec.whatwg.org/multipage/links.html#consume-a-preloaded-resource", "1–3"}

	citeFont = Citation{"CSS Fonts: fetch a font", "https://drafts.csswg.org/css-fonts-4/#fetch-a-font", ""}

	citePool = Citation{"Fetch: connection pool", "https://fetch.spec.whatwg.org/#concept-connection-pool", ""}

	citePreconnect = Citation{"HTML: preconnect", "https://html.spec.whatwg.org/multipage/links.html#preconnect", "6–7"}
)
