package resolver

// Element is what recognising a tag needs to know beside its attributes.
type Element struct {
	Name   string // ASCII-lowercased
	SVG    bool   // in the SVG namespace
	Parent string // name of the nearest audio, video or picture around it
}

// Attrs looks an attribute up by its lowercase name. The value has its
// character references decoded; that of an absent attribute is "".
type Attrs func(name string) (value string, present bool)
