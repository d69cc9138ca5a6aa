package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/resolver/reference"
)

func newExplain(std streams) *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE|CONTEXT",
		Short: "Document a rule, or a context that fetches",
		Long: `Explain documents a rule: why it is there, which parts of the standards it follows, and
examples that are wrong and right. Or it documents a context, a place that fetches: what
each value of crossorigin makes of the request, what browsers support, and where they
depart from the standards.`,
		Example: `  crossorigin explain font-preload
  crossorigin explain link-preload-font`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("%d arguments, expected one: the id of a rule or of a context", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return explainable(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			var b bytes.Buffer
			paint := report.Paint(colourful(std.out))
			if r := rule.ByID(args[0]); r != nil {
				explainRule(&b, r, paint)
			} else if c, ok := resolver.ParseContext(args[0]); ok {
				explainContext(&b, c, paint)
			} else {
				return unknownTopic(args[0])
			}
			_, err := std.out.Write(b.Bytes())
			return err
		},
	}
}

// explainable are the ids of all rules and contexts.
func explainable() []string {
	return append(ruleIDs(), contextIDs()...)
}

func unknownTopic(id string) error {
	wrong := fmt.Sprintf("%q is neither a rule nor a context", id)
	if near := config.Nearest(id, explainable()); near != "" {
		wrong += "; did you mean " + near + "?"
	}
	return errors.New(wrong)
}

func explainRule(b *bytes.Buffer, r *rule.Rule, paint report.Paint) {
	fmt.Fprintf(b, "%s (%s)\n", paint.In(report.Bold, r.ID), r.Severity)
	hang(b, "  ", r.Title)
	if r.Policy != "" {
		hang(b, "  ", "Runs only when the configuration switches it on: policies."+r.Policy)
	}
	b.WriteByte('\n')
	hang(b, "  ", r.Why)
	if len(r.Spec) > 0 {
		b.WriteString("\n  Standards\n")
	}
	for _, c := range r.Spec {
		hang(b, "    ", c.Title+report.Step(c.Step))
		b.WriteString("      " + paint.In(report.Faint, c.URL) + "\n")
	}
	for i := range r.Examples {
		explainExample(b, &r.Examples[i], paint)
	}
}

func explainExample(b *bytes.Buffer, e *rule.Example, paint report.Paint) {
	kind := "Right"
	if e.Wrong > 0 {
		kind = "Wrong"
	}
	title := e.Title
	if title == "" || title == kind {
		title = "no finding"
	}
	b.WriteByte('\n')
	hang(b, "  "+kind+": ", title)
	writeSource(b, e.Source)
	if e.Fixed != "" {
		b.WriteString("  Fixed:\n")
		writeSource(b, e.Fixed)
	}
	if e.From != "" {
		b.WriteString("  " + paint.In(report.Faint, "From "+e.From) + "\n")
	}
}

func writeSource(b *bytes.Buffer, source string) {
	for line := range strings.Lines(source) {
		b.WriteString("    " + strings.TrimRight(line, "\r\n") + "\n")
	}
}

func explainContext(b *bytes.Buffer, c resolver.Context, paint report.Paint) {
	info, entry := c.Info(), reference.Of(c)
	fmt.Fprintf(b, "%s (%s)\n", paint.In(report.Bold, entry.Title.En), info.ID)
	writeSource(b, entry.Example)
	b.WriteByte('\n')
	hang(b, "  ", carrierText(info))
	if title, ok := entry.Algorithm(); ok {
		hang(b, "  ", "The state becomes a request by: "+title.En+".")
	}
	states := []resolver.State{resolver.NoCORS}
	if info.Carrier != resolver.CarrierNone && info.Effect != resolver.EffectNone {
		states = append(states, resolver.Anonymous, resolver.UseCredentials)
	}
	b.WriteByte('\n')
	for _, s := range states {
		name := s.String()
		if len(states) == 1 {
			name = "always"
		}
		for _, same := range []bool{true, false} {
			explainState(b, c, s, name, same)
		}
	}
	explainKnown(b, c, entry)
}

func explainState(b *bytes.Buffer, c resolver.Context, s resolver.State, name string, same bool) {
	r := resolution{id: c}
	origin := page.CrossOrigin
	if same {
		origin = page.SameOrigin
	}
	r.settle(s, origin)
	says := r.request()
	if r.Effect == "connection" {
		says = r.sent()
	} else if r.Mode != nil {
		says += "; credentials " + r.sent() + "; response " + response(*r.Tainting)
	}
	hang(b, fmt.Sprintf("  %-16s %-13s ", name, originName(same)), says)
}

// carrierText says in words which crossorigin a context listens to.
func carrierText(info *resolver.ContextInfo) string {
	switch info.Carrier {
	case resolver.CarrierOwn:
		return "It listens to the crossorigin attribute of the element."
	case resolver.CarrierParent:
		return "It listens to the crossorigin attribute of the audio or video element around it."
	case resolver.CarrierHeader:
		return "It listens to the crossorigin parameter of the Link header field."
	case resolver.CarrierScript:
		return "It listens to the crossorigin attribute of the script element that imports."
	case resolver.CarrierIgnored:
		return "A crossorigin attribute on the element changes nothing."
	default:
		return "There is no crossorigin attribute for it."
	}
}

// explainKnown writes what is known beside the tables.
func explainKnown(b *bytes.Buffer, c resolver.Context, entry *reference.Context) {
	heading := func(title string) { b.WriteString("\n  " + title + "\n") }
	if len(entry.Notes) > 0 {
		heading("Notes")
	}
	for _, n := range entry.Notes {
		hang(b, "    - ", n.Says)
	}
	if citations := entry.Citations(); len(citations) > 0 {
		heading("Standards")
		var seen []reference.Citation
		for _, cite := range citations {
			if slices.Contains(seen, cite) {
				continue
			}
			seen = append(seen, cite)
			hang(b, "    ", cite.Standard+report.Step(cite.Step))
			b.WriteString("      " + cite.URL + "\n")
		}
	}
	if quirks := reference.Quirks(c); len(quirks) > 0 {
		heading("Where browsers depart from the standards")
		for _, q := range quirks {
			hang(b, "    - ", strings.TrimSpace(q.Browser+" "+q.Version)+": "+q.Seen)
		}
	}
	if support := entry.Support(); len(support) > 0 {
		heading("Browser support")
		for _, s := range support {
			var versions []string
			for _, v := range s.Versions {
				versions = append(versions, v.Browser+" "+v.Version)
			}
			hang(b, "    - ", s.Feature+": "+strings.Join(versions, ", "))
		}
	}
}
