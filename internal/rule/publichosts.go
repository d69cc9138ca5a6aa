package rule

// publicHost is what is known of a host that serves files to every site.
type publicHost struct {
	answer Answer
	// fonts says that the host serves nothing but fonts, which are fetched
	// without credentials.
	fonts bool
	// source is where its operator says so, or where the headers were seen.
	source string
}

// publicHosts are hosts whose answer to CORS requests is known and the same for
// every site. A host stands here only if it treats all its files alike; what
// differs by account or by path is left out.
var publicHosts = map[string]publicHost{
	"cdn.jsdelivr.net":           {AnswerAnonymous, false, "https://github.com/jsdelivr/jsdelivr/issues/18038"},
	"fastly.jsdelivr.net":        {AnswerAnonymous, false, "https://github.com/jsdelivr/jsdelivr/issues/18038"},
	"cdnjs.cloudflare.com":       {AnswerAnonymous, false, "https://github.com/cdnjs/cdnjs/issues/427"},
	"unpkg.com":                  {AnswerAnonymous, false, "https://github.com/unpkg/unpkg/issues/344"},
	"maxcdn.bootstrapcdn.com":    {AnswerAnonymous, false, "https://github.com/jsdelivr/bootstrapcdn/issues/474"},
	"netdna.bootstrapcdn.com":    {AnswerAnonymous, false, "https://github.com/jsdelivr/bootstrapcdn/issues/474"},
	"stackpath.bootstrapcdn.com": {AnswerAnonymous, false, "https://getbootstrap.com/docs/4.5/getting-started/introduction/"},
	"code.jquery.com":            {AnswerAnonymous, false, "https://releases.jquery.com/"},
	"ajax.googleapis.com":        {AnswerAnonymous, false, "https://developers.google.com/speed/libraries"},
	"fonts.googleapis.com":       {AnswerAnonymous, false, "https://developers.google.com/fonts/docs/getting_started"},
	"fonts.gstatic.com":          {AnswerAnonymous, true, "https://developers.google.com/fonts/docs/getting_started"},
	"fonts.bunny.net":            {AnswerAnonymous, false, "https://fonts.bunny.net/about"},
	"use.fontawesome.com":        {AnswerAnonymous, false, "https://docs.fontawesome.com/web/setup/host-yourself/webfonts"},
	"kit.fontawesome.com":        {AnswerAnonymous, false, "https://docs.fontawesome.com/web/setup/use-kit"},
	"ka-f.fontawesome.com":       {AnswerAnonymous, false, "https://docs.fontawesome.com/web/setup/use-kit"},
	"use.typekit.net":            {AnswerAnonymous, false, "https://helpx.adobe.com/fonts/using/embed-codes.html"},
	"rsms.me":                    {AnswerAnonymous, false, "https://rsms.me/inter/"},
	"esm.sh":                     {AnswerAnonymous, false, "https://esm.sh/"},
	"ga.jspm.io":                 {AnswerAnonymous, false, "https://jspm.org/cdn/api"},
	"cdn.skypack.dev":            {AnswerAnonymous, false, "https://docs.skypack.dev/"},
	"maps.googleapis.com":        {AnswerNone, false, "https://github.com/contao/contao/issues/356"},
}
