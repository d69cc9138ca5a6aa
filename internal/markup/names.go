package markup

import (
	"encoding/binary"
	"math/bits"
)

// Names is a set of element names whose start tags a scan reports. Build it
// once and share it: it is read-only and safe for concurrent use.
type Names struct {
	every   bool
	skims   bool                  // see skim
	attr    string                // "" for none
	head    [2]byte               // the first two bytes of attr
	starts  *[1 << startBits]int8 // startSlot → all ones if a name in entries starts so
	slots   []uint8               // hash → index into entries plus one
	shift   uint8
	entries []entry
}

// entry is an element name that the set wants or the scanner acts on.
type entry struct {
	name   string
	key    uint64
	role   role
	wanted bool
	traits traits
}

// roleOf returns the role of a name that find has looked up.
func roleOf(e *entry) role {
	if e == nil {
		return roleNone
	}
	return e.role
}

// NewNames returns the set of the given names, in any ASCII case. At most 200
// names fit.
func NewNames(names ...string) *Names {
	n := &Names{skims: true}
	for name, r := range roles {
		n.add(name, r, false)
	}
	for _, name := range names {
		n.add(lower(name), roleNone, true)
	}
	n.index()
	return n
}

// EveryName returns the set of all element names. Scanning with it parses the
// attributes of every tag, so it costs several times a scan for a few names.
func EveryName() *Names {
	n := NewNames()
	n.every, n.skims = true, false
	return n
}

// OrAttr returns the set that has also every element whose start tag carries
// the attribute with that lowercase name. Their tags cost no more than being
// passed over until one does.
func (n *Names) OrAttr(name string) *Names {
	with := *n
	with.attr = name
	if with.skims = n.skims && len(name) > 1; with.skims {
		with.head = [2]byte{name[0] | ' ', name[1] | ' '}
	}
	return &with
}

// add returns the entry of a name, which it makes when there is none.
func (n *Names) add(name string, r role, wanted bool) *entry {
	for i := range n.entries {
		if e := &n.entries[i]; e.name == name {
			e.wanted = e.wanted || wanted
			return e
		}
	}
	if len(n.entries) == 255 {
		panic("markup: too many names in one set")
	}
	b := []byte(name)
	n.entries = append(n.entries, entry{name: name, key: foldedKey(b, 0, len(b)), role: r, wanted: wanted})
	return &n.entries[len(n.entries)-1]
}

// index fills the hash table, which stays three quarters empty, so that most
// names that are no entry miss at the first look. Names that meet take the
// next free slot.
func (n *Names) index() {
	size := 1 << bits.Len(uint(4*len(n.entries)))
	n.slots = make([]uint8, size)
	n.shift = uint8(64 - bits.TrailingZeros(uint(size)))
	for i := range n.entries {
		h := slot(n.entries[i].key, len(n.entries[i].name), n.shift)
		for n.slots[h] != 0 {
			h = (h + 1) & (size - 1)
		}
		n.slots[h] = uint8(i + 1)
	}
	n.start()
}

// start fills in which starts of names the set wants or the scanner acts on. All
// that can follow a shorter name is marked with it.
func (n *Names) start() {
	n.starts = new([1 << startBits]int8)
	for _, e := range n.entries {
		start := uint32(e.name[0])
		switch len(e.name) {
		case 1:
			for end := range uint32(32 * 32) {
				n.starts[startSlot(start|end%32<<8|end/32<<16)] = -1
			}
		case 2:
			for third := range uint32(32) {
				n.starts[startSlot(start|uint32(e.name[1])<<8|third<<16)] = -1
			}
		default:
			n.starts[startSlot(start|uint32(e.name[1])<<8|uint32(e.name[2])<<16)] = -1
		}
	}
}

const startBits = 13

// startSlot returns a hash of the first three letters of a name, of which five
// bits of a byte stand for one in any case. Names that share one by chance only
// get a closer look.
func startSlot(name uint32) uint32 { return name & 0x1F1F1F * 0x9E3779B1 >> (32 - startBits) }

// read returns the end of the tag name that starts at src[i], and the entry of
// that name, nil when the set neither wants it nor the scanner acts on it.
func (n *Names) read(src []byte, i int) (end int, e *entry) {
	if i+lanes > len(src) {
		end = tagNameEnd(src, i)
		return end, n.find(src, i, end)
	}
	w := binary.LittleEndian.Uint64(src[i:])
	ends := nameEnders(w)
	if ends == 0 {
		end = tagNameEnd(src, i+lanes)
		return end, n.lookUp(w|foldBits, src[i:end])
	}
	length := first(ends)
	if end = i + length; !endsName[src[end]] { // a control character
		end = tagNameEnd(src, end)
		return end, n.find(src, i, end)
	}
	key := (w | foldBits) & (1<<(8*length) - 1)
	h := slot(key, length, n.shift)
	if n.slots[h] == 0 {
		return end, nil
	}
	return end, n.lookUp(key, src[i:end])
}

// find returns the entry of the name src[start:end].
func (n *Names) find(src []byte, start, end int) *entry {
	return n.lookUp(foldedKey(src, start, end), src[start:end])
}

// lookUp returns the entry of a name with that key.
func (n *Names) lookUp(key uint64, name []byte) *entry {
	h := slot(key, len(name), n.shift)
	for n.slots[h] != 0 {
		e := &n.entries[n.slots[h]-1]
		if e.key == key && equalFold(name, e.name) {
			return e
		}
		h = (h + 1) & (len(n.slots) - 1)
	}
	return nil
}

func slot(key uint64, length int, shift uint8) int {
	return int((key + uint64(length)) * 0x9E3779B97F4A7C15 >> shift)
}

// foldBits are the bits in which the two cases of a letter differ.
const foldBits = ' ' * ones

// foldedKey packs the first eight bytes of src[start:end], letters in lower
// case, into one word. Some bytes that are not letters fold together too, so
// equal keys still need a comparison.
func foldedKey(src []byte, start, end int) uint64 {
	length := end - start
	if length >= 8 {
		return binary.LittleEndian.Uint64(src[start:]) | foldBits
	}
	if len(src)-start >= 8 {
		mask := uint64(1)<<(8*length) - 1
		return (binary.LittleEndian.Uint64(src[start:]) | foldBits) & mask
	}
	var key uint64
	for i := end - 1; i >= start; i-- {
		key = key<<8 | uint64(src[i]|0x20)
	}
	return key
}
