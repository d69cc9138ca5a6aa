package rule

// publicHost is what is known of a host that serves files to every site.
type publicHost struct {
	answer Answer
	// fonts says whether the host serves fonts, which are fetched without
	// credentials.
	fonts fonts
	// source is where its operator says so, or where the headers were seen.
	source string
}

// fonts says how far a host serves fonts.
type fonts uint8

const (
	noFonts   fonts = iota // none, or it is not known
	alsoFonts              // its style sheets may name fonts of its own
	onlyFonts
)

// publicHosts are hosts whose answer to CORS requests is known and the same for
// every site. A host stands here only if it treats all its files alike; what
// differs by account or by path is left out.
var publicHosts = map[string]publicHost{
	"cdn.jsdelivr.net":           {AnswerAnonymous, alsoFonts, "https://github.com/jsdelivr/jsdelivr/issues/18038"},
	"fastly.jsdelivr.net":        {AnswerAnonymous, alsoFonts, "https://github.com/jsdelivr/jsdelivr/issues/18038"},
	"cdnjs.cloudflare.com":       {AnswerAnonymous, alsoFonts, "https://github.com/cdnjs/cdnjs/issues/427"},
	"unpkg.com":                  {AnswerAnonymous, alsoFonts, "https://github.com/unpkg/unpkg/issues/344"},
	"maxcdn.bootstrapcdn.com":    {AnswerAnonymous, alsoFonts, "https://github.com/jsdelivr/bootstrapcdn/issues/474"},
	"netdna.bootstrapcdn.com":    {AnswerAnonymous, alsoFonts, "https://github.com/jsdelivr/bootstrapcdn/issues/474"},
	"stackpath.bootstrapcdn.com": {AnswerAnonymous, noFonts, "https://getbootstrap.com/docs/4.5/getting-started/introduction/"},
	"code.jquery.com":            {AnswerAnonymous, noFonts, "https://releases.jquery.com/"},
	"ajax.googleapis.com":        {AnswerAnonymous, noFonts, "https://developers.google.com/speed/libraries"},
	"fonts.googleapis.com":       {AnswerAnonymous, noFonts, "https://developers.google.com/fonts/docs/getting_started"},
	"fonts.gstatic.com":          {AnswerAnonymous, onlyFonts, "https://developers.google.com/fonts/docs/getting_started"},
	"fonts.bunny.net":            {AnswerAnonymous, alsoFonts, "https://fonts.bunny.net/about"},
	"use.fontawesome.com":        {AnswerAnonymous, alsoFonts, "https://docs.fontawesome.com/web/setup/host-yourself/webfonts"},
	"kit.fontawesome.com":        {AnswerAnonymous, alsoFonts, "https://docs.fontawesome.com/web/setup/use-kit"},
	"ka-f.fontawesome.com":       {AnswerAnonymous, alsoFonts, "https://docs.fontawesome.com/web/setup/use-kit"},
	"use.typekit.net":            {AnswerAnonymous, alsoFonts, "https://helpx.adobe.com/fonts/using/embed-codes.html"},
	"rsms.me":                    {AnswerAnonymous, alsoFonts, "https://rsms.me/inter/"},
	"esm.sh":                     {AnswerAnonymous, noFonts, "https://esm.sh/"},
	"ga.jspm.io":                 {AnswerAnonymous, noFonts, "https://jspm.org/cdn/api"},
	"cdn.skypack.dev":            {AnswerAnonymous, noFonts, "https://docs.skypack.dev/"},
	"maps.googleapis.com":        {AnswerNone, noFonts, "https://github.com/contao/contao/issues/356"},
}
