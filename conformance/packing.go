package conformance

import (
	"fmt"
	"slices"
	"strings"
)

// batch is a number of rows that share a page.
type batch struct {
	place place
	rows  []*Row
}

// rowsPerPage is how many rows share a page, by place. Every row has a URL of
// its own, so they do not meet.
var rowsPerPage = map[place]int{inBody: 48, inHead: 48, inFrame: 48, inHeader: 32, inHints: 16, alone: 1, leaving: 1}

// pack lays rows on pages, fewer on one in later passes. Rows of other places
// are left to their own procedures.
func pack(rows []*Row, pass int) []batch {
	byPlace := map[place][]*Row{}
	var order []place
	for _, r := range rows {
		p := triggers[r.Vector.Context].place
		if r.Unobservable != "" || rowsPerPage[p] == 0 {
			continue
		}
		if byPlace[p] == nil {
			order = append(order, p)
		}
		byPlace[p] = append(byPlace[p], r)
	}
	var batches []batch
	for _, p := range order {
		for list := range slices.Chunk(byPlace[p], max(1, rowsPerPage[p]>>(2*(pass-1)))) {
			batches = append(batches, batch{p, list})
		}
	}
	return batches
}

// page writes the batch's page. The number of the try makes the URLs new.
func (b batch) page(l *Lab, try int) *Page {
	page := &Page{
		Name:   fmt.Sprintf("rows %d to %d, try %d", b.rows[0].Number, b.rows[len(b.rows)-1].Number, try),
		Secure: b.place == inHints,
		Leaves: b.place == leaving,
	}
	var head, body strings.Builder
	for _, r := range b.rows {
		t := triggers[r.Vector.Context]
		markup := t.fill(r.Vector, r.Number, r.target(l, &t, try))
		switch b.place {
		case inHead, alone:
			head.WriteString(markup + "\n")
		case inHeader:
			page.Links = append(page.Links, markup)
		case inHints:
			page.Hints = append(page.Hints, markup)
		default:
			body.WriteString(markup + "\n")
		}
		if len(r.Predicted) > 0 && !r.Open {
			page.Await = append(page.Await, r.token)
		}
	}
	switch b.place {
	case alone:
		page.OwnIcon = true
	case inHints:
		page.Hinted, page.Await = page.Await, nil
	case inFrame:
		body.WriteString(widen)
	}
	page.Head, page.Body = head.String(), body.String()
	return page
}

// widen changes the environment of the images in frames.
const widen = `<script>lab.watch("wide", lab.loaded.then(() => {
  for (const frame of document.querySelectorAll(".lab-frame")) frame.width = 600;
}))</script>
`
