package sidecar

import (
	"encoding/binary"
	"hash/crc32"
	"os"
)

// trailer is the length of what a gzip file ends with: the CRC-32 and the size
// of what it holds (RFC 1952, section 2.3.1).
const trailer = 8

// Differing returns the copies beside a file that certainly do not hold data,
// its content. It is for every run over many files, so most copies are not
// unpacked: one with gzip's checksum of data holds it, and one in another coding
// is taken to hold it unless it is older than the file. Of one in a coding that
// is not known, or too large to be read, nothing is certain.
func Differing(file string, data []byte) (names []string) {
	for i := range codings {
		c := &codings[i]
		name := file + c.extension
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || c.reader == nil || info.Size() > maxSize || c.seemsNew(file, name, info, data) {
			continue
		}
		was, err := os.ReadFile(name)
		if err == nil && !c.unpacks(was, data) {
			names = append(names, name)
		}
	}
	return names
}

// seemsNew says whether a copy is what it should be as far as can be told
// without unpacking it.
func (c *coding) seemsNew(file, name string, copied os.FileInfo, data []byte) bool {
	if !c.checksum {
		info, err := os.Stat(file)
		return err != nil || !copied.ModTime().Before(info.ModTime())
	}
	f, err := os.Open(name)
	if err != nil {
		return true // nothing is certain of it
	}
	defer f.Close()
	var end [trailer]byte
	if _, err := f.ReadAt(end[:], copied.Size()-trailer); err != nil {
		return false // it is too short to be one
	}
	return binary.LittleEndian.Uint32(end[4:]) == uint32(len(data)) && binary.LittleEndian.Uint32(end[:]) == crc32.ChecksumIEEE(data)
}
