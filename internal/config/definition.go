package config

import "regexp"

// The shapes of values, which the templates of the Hugo module read too: they
// cannot parse URLs. The programs read closer where these let something pass.
const (
	label       = `[^/?#\s\\@:%\[\]<>^|*.\x00-\x1f\x7f]`
	hostName    = label + `*(?:\.` + label + `*)*`
	port        = `(?::0*(?:[0-9]{0,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?`
	hostAndPort = `(?:` + label + `(?:` + hostName + `)?|\[[0-9A-Fa-f:.]+\])` + port
	escaped     = `%[0-9A-Fa-f]{2}`
	behindHost  = `(?:/(?:[^\s%?#]|` + escaped + `)*)?(?:\?[^\s#]*)?(?:#(?:[^\s%]|` + escaped + `)*)?`

	inBrackets = `(?:[^\\\]/^-]|\\[^/])(?:-(?:[^\\\]/-]|\\[^/]))?`
	behindOne  = `(?:[^\\\]/-]|\\[^/])(?:-(?:[^\\\]/-]|\\[^/]))?`
	glob       = `(?:[^\\\[]|\\[^/]|\[(?:\^` + behindOne + `|` + inBrackets + `)(?:` + behindOne + `)*\])*`

	folder = `(?:\.|\.?[^./\\:][^/\\:]*|\.\.[^/\\:]+)`
)

var (
	baseURLs  = regexp.MustCompile(`^(?:/(?:[^/].*)?|(?i:https?)://` + hostAndPort + behindHost + `)?$`)
	origins   = regexp.MustCompile(`^(?i:https?)://` + hostAndPort + `/?$`)
	hostNames = regexp.MustCompile(`^(?:\*\.)?(?:` + label + `(?:` + hostName + `)?|\[[0-9A-Fa-f:.]+\])$`)
	patterns  = regexp.MustCompile(`^` + glob + `$`)
	folders   = regexp.MustCompile(`^(?:` + folder + `(?:/+` + folder + `)*/*)?$`)
)

// What they are in messages.
const (
	aBaseURL = "an absolute http or https URL, such as https://example.org/"
	anOrigin = "an origin, such as https://www.example.org"
	aHost    = "the name of a host, such as cdn.example.com or *.example.com"
	aPattern = `a pattern, such as "embed/**"`
)

// keys is the definition of the configuration, in the order of documentation.
var keys = []Key{
	{
		Name: "baseURL", Type: String, Default: `""`, Module: true,
		Doc:    "Where the site is served, as in Hugo. It tells which URLs are same-origin. Without it only relative URLs are known to be. In a Hugo site the default is Hugo's own baseURL.",
		DocJa:  "サイトの URL。Hugo の baseURL と同じで、どの URL が同一オリジンかを決めます。ないときは相対 URL だけが同一オリジンと分かります。Hugo のサイトでは Hugo の baseURL が既定値です。",
		Format: baseURLs, Expected: aBaseURL, ExpectedJa: "http か https の絶対 URL (https://example.org/ など) ",
		set: func(c *Config, _ string, v *value) string { return setURL(&c.BaseURL, v) },
		get: func(c *Config) any { return c.BaseURL },
	},
	{
		Name: "origins", Type: List, Default: `[]`, Module: true,
		Doc:    `Further origins that serve the same site, such as "https://www.example.org". What is same-origin on one of them may be cross-origin on another.`,
		DocJa:  `同じサイトを配信するほかのオリジン ("https://www.example.org" など)。一方では同一オリジンの URL が、他方では別オリジンになりえます。`,
		Format: origins, Expected: anOrigin, ExpectedJa: "オリジン (https://www.example.org など) ",
		set: func(c *Config, _ string, v *value) string { return addOrigin(&c.Origins, v) },
		get: func(c *Config) any { return c.Origins },
	},
	{
		Name: "failOn", Type: String, Values: []string{"error", "warning", "info", Never}, Default: `"error"`, Module: true,
		Doc:   "The least severity that makes the check fail: the commands end with exit code 1, the Hugo module fails the build.",
		DocJa: "失敗とみなす最も軽い重大度。コマンドは終了コード 1 で終わり、Hugo モジュールはビルドを失敗させます。",
		set:   func(c *Config, _ string, v *value) string { c.FailOn = v.text; return "" },
		get:   func(c *Config) any { return c.FailOn },
	},
	{
		Name: "exclude", Type: List, Default: `[]`, Module: true,
		Doc:    `Files and folders that are left out: patterns relative to the folder that is checked, with * for anything in one name and ** for any number of folders, such as "embed/**".`,
		DocJa:  `対象外のファイルとフォルダー。検査するフォルダーからの相対パターンで、* は名前の中の任意の文字列、** は任意個のフォルダー ("embed/**" など)。`,
		Format: patterns, Expected: aPattern, ExpectedJa: `パターン ("embed/**" など) `,
		set: func(c *Config, _ string, v *value) string { return addPattern(&c.Exclude, v) },
		get: func(c *Config) any { return c.Exclude },
	},
	{
		Name: "validate", Type: String, Values: []string{"error", "warn", "off"}, Default: `"error"`, Module: true,
		Doc:   "What the module's partials, decorator and check do about wrong markup and arguments: fail the build as failOn says, only warn, or be silent, save where nothing can be written.",
		DocJa: "モジュールのパーシャル、デコレーター、検査が誤ったマークアップや引数を見つけたとき: failOn のとおりビルドを失敗させる、警告だけする、何も言わない (何も書けないときを除く)。",
	},
	{
		Name: "annotate", Type: Bool, Default: `true`, Module: true,
		Doc:   "Whether the module's decorator adds the attribute where it is certainly missing; with false it reports it.",
		DocJa: "確実に欠けている属性をモジュールのデコレーターが書き足すか。false なら報告だけします。",
	},
	{
		Name: "checkPublished", Type: String, Default: `""`, Module: true,
		Doc:    `The folder that Hugo publishes to, such as "public": at the end of each build the module reads every page there, whatever template wrote it, and reports what is wrong with a tag by itself; it changes nothing. Without it there is no check. The folder has to be below the project's and be the one that this build writes to, else the build fails; hugo server is not checked.`,
		DocJa:  `Hugo の出力先フォルダー ("public" など)。ビルドのたびに最後に、どのテンプレートが書いたかによらず、そこにあるすべてのページをモジュールが読み、個々のタグの誤りを報告します (書き換えはしません)。指定がなければ検査しません。フォルダーはプロジェクトの中にあり、そのビルドの出力先でなければならず、違えばビルドは失敗します。hugo server では検査しません。`,
		Format: folders, Expected: `a folder below the project's, such as "public"`, ExpectedJa: `プロジェクトの中のフォルダー ("public" など) `,
	},
	{
		Name: "rules.<rule>", Type: String, Values: []string{off, "info", "warning", "error"}, Module: true,
		Doc:    "The severity of one rule, or off. The command crossorigin rules lists the rules and their own severities.",
		DocJa:  "規則ごとの重大度。off で無効。規則とその既定の重大度は crossorigin rules が一覧にします。",
		chosen: wrongRule,
		set:    func(c *Config, id string, v *value) string { return setEntry(&c.Rules, id, v) },
		get:    func(c *Config) any { return c.Rules },
	},
	{
		Name: "hosts.<host>", Type: String, Values: []string{"anonymous-only", "no-cors", "cors", "credentials"},
		Doc:    "How a host answers CORS requests, where the built-in table of hosts is wrong or does not know: only without credentials (Access-Control-Allow-Origin: *), not at all, with this site's origin, or also with credentials.",
		DocJa:  "ホストの CORS への応じ方 (組み込みの表が誤っているか、載っていないとき)。順に、資格情報なしのみ (Access-Control-Allow-Origin: *)、応じない、このサイトのオリジンに応じる、資格情報ありでも応じる。",
		Format: hostNames, Expected: aHost, ExpectedJa: "ホストの名前 (cdn.example.com や *.example.com など) ",
		chosen: wrongHost,
		set:    func(c *Config, name string, v *value) string { return setEntry(&c.Hosts, hostKey(name), v) },
		get:    func(c *Config) any { return c.Hosts },
	},
	{
		Name: "policies.authenticated", Type: Bool, Default: `false`,
		Doc:   "The site is behind a login, so its manifest needs credentials.",
		DocJa: "サイトはログインの内側にあり、マニフェストに資格情報が要ります。",
		set:   func(c *Config, _ string, v *value) string { c.Policies.Authenticated = v.flag; return "" },
		get:   func(c *Config) any { return c.Policies.Authenticated },
	},
	{
		Name: "policies.mutedErrors", Type: Bool, Default: `false`,
		Doc:   "Report cross-origin classic scripts whose errors the page cannot read for lack of crossorigin.",
		DocJa: "crossorigin がないためにエラーの内容をページが読めない、別オリジンのクラシックスクリプトを報告します。",
		set:   func(c *Config, _ string, v *value) string { c.Policies.MutedErrors = v.flag; return "" },
		get:   func(c *Config) any { return c.Policies.MutedErrors },
	},
	{
		Name: "policies.canvas", Type: Bool, Default: `false`,
		Doc:   "The site draws images and videos on a canvas and reads it, so cross-origin ones need crossorigin.",
		DocJa: "サイトは画像や動画を canvas に描いて読み出すため、別オリジンのものには crossorigin が要ります。",
		set:   func(c *Config, _ string, v *value) string { c.Policies.Canvas = v.flag; return "" },
		get:   func(c *Config) any { return c.Policies.Canvas },
	},
	{
		Name: "policies.crossOriginIsolated", Type: String, Values: []string{"", "require-corp", "credentialless"}, Default: `""`,
		Doc:   "The Cross-Origin-Embedder-Policy that the site is served with, if any.",
		DocJa: "サイトが送る Cross-Origin-Embedder-Policy (あれば)。",
		set:   func(c *Config, _ string, v *value) string { c.Policies.CrossOriginIsolated = v.text; return "" },
		get:   func(c *Config) any { return c.Policies.CrossOriginIsolated },
	},
	{
		Name: "policies.integrityPolicy", Type: Bool, Default: `false`,
		Doc:   "The site is served with an Integrity-Policy that blocks scripts without integrity.",
		DocJa: "サイトは、integrity のないスクリプトを遮断する Integrity-Policy を送ります。",
		set:   func(c *Config, _ string, v *value) string { c.Policies.IntegrityPolicy = v.flag; return "" },
		get:   func(c *Config) any { return c.Policies.IntegrityPolicy },
	},
	{
		Name: "policies.spelling", Type: String, Values: []string{"", "anonymous", "bare"}, Default: `""`,
		Doc:   `How the Anonymous state is to be written: crossorigin="anonymous" or a bare crossorigin. Without it both are right.`,
		DocJa: `Anonymous 状態の書き方。crossorigin="anonymous" か、値なしの crossorigin。指定がなければどちらも正しいとみなします。`,
		set:   func(c *Config, _ string, v *value) string { c.Policies.Spelling = v.text; return "" },
		get:   func(c *Config) any { return c.Policies.Spelling },
	},
}
