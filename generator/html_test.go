package generator

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// voidElements have no end tag.
var voidElements = []string{"base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// checkHTML says what is wrong with a page. A parser accepts anything, so the
// tokens are looked at: every start tag is closed in order, the page has a
// language and a title, ids are unique, links within it lead somewhere, and
// the rows of a table have the same number of cells.
func checkHTML(page string) error {
	c := htmlChecker{ids: map[string]bool{}}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				return z.Err()
			}
			return c.finish()
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken, html.DoctypeToken:
			if err := c.token(z.Token()); err != nil {
				return err
			}
		case html.TextToken:
			if len(c.open) > 0 && c.open[len(c.open)-1] == "title" {
				c.titled = c.titled || strings.TrimSpace(string(z.Text())) != ""
			}
		}
	}
}

type htmlChecker struct {
	open                     []string
	ids                      map[string]bool
	links                    []string
	doctype, titled, lingual bool
	cells, columns           int // of the row, and of the table's first row
}

func (c *htmlChecker) token(t html.Token) error {
	switch t.Type {
	case html.DoctypeToken:
		c.doctype = len(c.open) == 0
		return nil
	case html.EndTagToken:
		if len(c.open) == 0 || c.open[len(c.open)-1] != t.Data {
			return fmt.Errorf("</%s> closes %v", t.Data, c.open)
		}
		c.open = c.open[:len(c.open)-1]
		return c.row(t.Data)
	}
	for _, a := range t.Attr {
		switch {
		case a.Key == "id" && c.ids[a.Val]:
			return fmt.Errorf("two elements with id %q", a.Val)
		case a.Key == "id":
			c.ids[a.Val] = true
		case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
			c.links = append(c.links, a.Val[1:])
		case a.Key == "lang" && t.Data == "html":
			c.lingual = a.Val != ""
		}
	}
	switch t.Data {
	case "table":
		c.columns = 0
	case "tr":
		c.cells = 0
	case "td", "th":
		c.cells += span(t)
	}
	if !slices.Contains(voidElements, t.Data) {
		c.open = append(c.open, t.Data)
	}
	return nil
}

// span is the number of columns that a cell takes.
func span(cell html.Token) int {
	for _, a := range cell.Attr {
		if n, err := strconv.Atoi(a.Val); a.Key == "colspan" && err == nil {
			return n
		}
	}
	return 1
}

// row compares a finished row with the first of its table.
func (c *htmlChecker) row(name string) error {
	switch {
	case name != "tr":
	case c.columns == 0:
		c.columns = c.cells
	case c.cells != c.columns:
		return fmt.Errorf("a row of %d cells in a table of %d", c.cells, c.columns)
	}
	return nil
}

func (c *htmlChecker) finish() error {
	if len(c.open) > 0 {
		return fmt.Errorf("%v are not closed", c.open)
	}
	if !c.doctype || !c.titled || !c.lingual {
		return fmt.Errorf("doctype %t, title %t, language %t: expected all three", c.doctype, c.titled, c.lingual)
	}
	for _, id := range c.links {
		if !c.ids[id] {
			return fmt.Errorf("a link to #%s, which is not there", id)
		}
	}
	return nil
}
