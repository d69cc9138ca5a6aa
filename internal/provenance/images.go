package provenance

import (
	"path"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// image is what is written like an image of Markdown. There are many and few are
// asked for, so that the text of the file is not kept.
type image struct {
	Spot
	language    string // of the content file
	destination string
	again       func() []byte // reads the content file
}

// addImages adds the images of a Markdown file: what a render hook is called for,
// and the tags that they are where there is none.
func (h *holding) addImages(in candidate, src []byte, again func() []byte) {
	switch strings.ToLower(path.Ext(in.File)) {
	case ".md", ".mdown", ".markdown":
	default:
		return
	}
	var lines *markup.Lines
	for _, maybe := range hugotemplate.MaybeImages(src) {
		if lines == nil {
			lines = markup.NewLines(src)
		}
		at := in.Spot
		at.Line, at.Column = lines.LineColumn(maybe.Start)
		h.images = append(h.images, &image{at, in.language, maybe.Destination, again})
	}
}

// is says whether it is an image, and not code.
func (i *image) is() bool { return hugotemplate.HasImage(i.again(), i.destination) }

// candidate returns the tag that the image is where no render hook is called.
func (i *image) candidate() *candidate {
	return &candidate{Place: Place{Spot: i.Spot}, language: i.language, image: i, tag: markup.Tag{
		Name: "img", Open: true, Attrs: []markup.Attr{
			{Name: "src", Value: i.destination, HasValue: true, Presence: markup.Present},
			{Name: "alt", HasValue: true, Presence: markup.Present, Dynamic: true},
		},
	}}
}

// imagesOf returns the images of Markdown whose destination may be in a tag.
func (x *Index) imagesOf(built *markup.Tag) (all []*image) {
	for i := range built.Attrs {
		last := lastPart(built.Attrs[i].Value)
		if !slices.ContainsFunc(built.Attrs[:i], func(a markup.Attr) bool { return lastPart(a.Value) == last }) {
			all = append(all, x.images[last]...)
		}
	}
	return all
}

// lastPart returns what stands behind the last slash of a URL's path.
func lastPart(url string) string {
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		url = url[:i]
	}
	return url[strings.LastIndexByte(url, '/')+1:]
}
