package resolver

// Consumes says whether a preload with that request serves the consumer's
// request to the same URL: mode, credentials mode and destination are all
// part of the key, also for same-origin URLs
// (https://html.spec.whatwg.org/multipage/links.html#consume-a-preloaded-resource).
//
// Requests do not tell all that counts. The URL must be an HTTP(S) one, the
// request one of the document that made the preload, without headers of the
// author's, and the preload not used before
// (https://fetch.spec.whatwg.org/#concept-fetch, step 11); the consumer's
// context must look preloads up, see ContextInfo.LooksUpPreloads, and
// integrity must fit, see ConsumesIntegrity.
func Consumes(preload, consumer Request) bool {
	return preloadModes[consumer.Mode&7] &&
		preload.common(consumer)&preloadKey == preloadKey &&
		consumer.Destination != DestinationNone // what the standards leave open is no part of a key
}

// LooksUpPreloads says whether a fetch of the context can be answered from a
// preload at all: its client is a Window and its method GET
// (https://fetch.spec.whatwg.org/#concept-fetch, step 11).
func (i *ContextInfo) LooksUpPreloads() bool {
	return preloadClients[index(i.Worker)] && preloadMethods[i.Method&7]
}

// parts are the parts of a request that another can have in common with it.
type parts uint8

const (
	sameMode parts = 1 << iota
	sameCredentials
	sameDestination
)

func (r Request) common(other Request) (p parts) {
	if r.Mode == other.Mode {
		p |= sameMode
	}
	if r.Credentials == other.Credentials {
		p |= sameCredentials
	}
	if r.Destination == other.Destination {
		p |= sameDestination
	}
	return p
}
