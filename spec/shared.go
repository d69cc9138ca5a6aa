package spec

import "slices"

// share puts the shared steps and notes in the place of their names. It makes
// new lists, so that what was read stays as it is.
func (l *loader) share() {
	used := map[string]bool{}
	l.spec.Families = slices.Clone(l.spec.Families)
	for i := range l.spec.Families {
		f := &l.spec.Families[i]
		f.Contexts = slices.Clone(f.Contexts)
		for j := range f.Contexts {
			c := &f.Contexts[j]
			c.Steps = l.sharedSteps(c.Steps, used)
			c.Notes = l.sharedNotes(c.Notes, used)
		}
	}
	var ids []key
	for _, s := range l.spec.Shared.Steps {
		ids = append(ids, key{s.ID, s.Pos})
		for _, step := range s.Steps {
			if step.Use != "" {
				l.fail(step.Pos, "shared steps name others, expected them written out")
			}
		}
	}
	for _, n := range l.spec.Shared.Notes {
		ids = append(ids, key{n.ID, n.Pos})
	}
	v := &validator{}
	v.unique("shared id", ids)
	l.mistakes = append(l.mistakes, v.mistakes...)
	for _, id := range ids {
		if !used[id.value] {
			l.fail(id.pos, "no context uses %q", id.value)
		}
	}
}

func (l *loader) sharedSteps(steps []Step, used map[string]bool) []Step {
	var out []Step
	for _, step := range steps {
		if step.Use == "" {
			out = append(out, step)
			continue
		}
		i := slices.IndexFunc(l.spec.Shared.Steps, func(s SharedSteps) bool { return s.ID == step.Use })
		if i < 0 {
			l.fail(step.Pos, "unknown shared steps %q, expected an id of shared.yaml", step.Use)
			continue
		}
		used[step.Use] = true
		out = append(out, l.spec.Shared.Steps[i].Steps...)
	}
	return out
}

func (l *loader) sharedNotes(notes []Note, used map[string]bool) []Note {
	var out []Note
	for _, note := range notes {
		if note.Use == "" {
			out = append(out, note)
			continue
		}
		i := slices.IndexFunc(l.spec.Shared.Notes, func(s SharedNote) bool { return s.ID == note.Use })
		if i < 0 {
			l.fail(note.Pos, "unknown shared note %q, expected an id of shared.yaml", note.Use)
			continue
		}
		used[note.Use] = true
		out = append(out, l.spec.Shared.Notes[i].Note)
	}
	return out
}
