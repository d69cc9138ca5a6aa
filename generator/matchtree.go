package generator

import (
	"cmp"
	"fmt"
	"slices"
)

// branch is what is left of some rules once a question is answered.
type branch struct {
	answers []string
	rules   []matchRule
}

// branchOf returns the index of the branch with an answer, -1 for none.
func branchOf(branches []branch, answer string) int {
	return slices.IndexFunc(branches, func(b branch) bool { return slices.Contains(b.answers, answer) })
}

// ask sorts the rules by the answers to a question. Answers that leave the same
// rules are one branch, also if these are none.
func ask(q question, rules []matchRule) []branch {
	var out []branch
	byRules := map[string]int{}
	for _, answer := range possible(q, rules) {
		var left []matchRule
		var key string
		for i, r := range rules {
			if rest, ok := r.after(q, answer); ok {
				left = append(left, rest)
				key += fmt.Sprint(i, " ")
			}
		}
		if i, ok := byRules[key]; ok {
			out[i].answers = append(out[i].answers, answer)
			continue
		}
		byRules[key] = len(out)
		out = append(out, branch{[]string{answer}, left})
	}
	return out
}

// possible lists the answers: those that a rule names, in the order of the
// rules, and then the rest.
func possible(q question, rules []matchRule) []string {
	var out []string
	for _, r := range rules {
		for _, f := range r.facts {
			if f.question != q {
				continue
			}
			for _, answer := range f.answers {
				if !slices.Contains(out, answer) && answer != answerAbsent && answer != answerEmpty {
					out = append(out, answer)
				}
			}
		}
	}
	switch q.kind {
	case askToken:
		return []string{answerYes, answerNo}
	case askValue:
		return append(out, answerAbsent, answerEmpty, answerOther)
	case askParent:
		return append(out, answerOther)
	}
	return out // a rule asks for one script type
}

// after returns what is left of the rule when a question has that answer; it
// is not ok when the rule does not accept the answer.
func (r matchRule) after(q question, answer string) (rest matchRule, ok bool) {
	rest.context = r.context
	for _, f := range r.facts {
		switch {
		case f.question != q:
			rest.facts = append(rest.facts, f)
		case !f.accepts(answer):
			return matchRule{}, false
		}
	}
	return rest, true
}

func (r matchRule) asks(q question) bool {
	return slices.ContainsFunc(r.facts, func(f fact) bool { return f.question == q })
}

// started splits off the contexts of rules with no facts left. Other rules for
// these contexts are done with, too.
func started(rules []matchRule) (contexts []string, left []matchRule) {
	for _, r := range rules {
		if len(r.facts) == 0 && !slices.Contains(contexts, r.context) {
			contexts = append(contexts, r.context)
		}
	}
	for _, r := range rules {
		if !slices.Contains(contexts, r.context) {
			left = append(left, r)
		}
	}
	return contexts, left
}

// independent splits the rules into parts that share neither an attribute nor
// a context, so that each can be decided alone.
func independent(rules []matchRule) [][]matchRule {
	var parts [][]matchRule
	for _, r := range rules {
		joined := []matchRule{r}
		var apart [][]matchRule
		for _, part := range parts {
			if slices.ContainsFunc(part, r.sharesWith) {
				joined = append(part, joined...)
			} else {
				apart = append(apart, part)
			}
		}
		parts = append(apart, joined)
	}
	return parts
}

func (r matchRule) sharesWith(other matchRule) bool {
	if r.context == other.context {
		return true
	}
	for _, f := range r.facts {
		for _, o := range other.facts {
			if f.question.attr == o.question.attr {
				return true
			}
		}
	}
	return false
}

// nextQuestion is the one that most rules ask; among those, the one after
// which the fewest rules are left, in the fewest branches.
func nextQuestion(rules []matchRule) question {
	type candidate struct {
		question            question
		asking, left, forks int
	}
	var candidates []candidate
	for _, r := range rules {
		for _, f := range r.facts {
			if slices.ContainsFunc(candidates, func(c candidate) bool { return c.question == f.question }) {
				continue
			}
			c := candidate{question: f.question}
			for _, r := range rules {
				if r.asks(f.question) {
					c.asking++
				}
			}
			for _, b := range ask(f.question, rules) {
				c.left += len(b.rules)
				c.forks += min(len(b.rules), 1)
			}
			candidates = append(candidates, c)
		}
	}
	best := slices.MinFunc(candidates, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(b.asking, a.asking), cmp.Compare(a.left, b.left), cmp.Compare(a.forks, b.forks),
			cmp.Compare(a.question.kind, b.question.kind), cmp.Compare(a.question.attr, b.question.attr), cmp.Compare(a.question.token, b.question.token),
		)
	})
	return best.question
}
