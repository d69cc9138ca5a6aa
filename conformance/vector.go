package conformance

import (
	"encoding/json"
	"fmt"
	"html"
	"os"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Vector is one entry of tables/vectors.json, with what the resolver knows of
// its context.
type Vector struct {
	Context         string            `json:"context"`
	Element         string            `json:"element"`
	Attributes      map[string]string `json:"attributes"`
	Crossorigin     *string           `json:"crossorigin"`
	Origin          string            `json:"origin"`
	State           string            `json:"state"`
	Mode            *string           `json:"mode"`
	Credentials     *string           `json:"credentials"`
	Destination     *string           `json:"destination"`
	Effect          string            `json:"effect"`
	CredentialsSent *bool             `json:"credentialsSent"`
	Tainting        string            `json:"tainting"`
}

// ReadVectors reads tables/vectors.json.
func ReadVectors(path string) ([]Vector, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Version int      `json:"version"`
		Vectors []Vector `json:"vectors"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if file.Version != 1 || len(file.Vectors) == 0 {
		return nil, fmt.Errorf("%s: version %d with %d vectors, expected version 1 and some", path, file.Version, len(file.Vectors))
	}
	for _, v := range file.Vectors {
		if _, ok := resolver.ParseContext(v.Context); !ok {
			return nil, fmt.Errorf("%s: context %q is unknown to the resolver", path, v.Context)
		}
	}
	return file.Vectors, nil
}

func (v *Vector) sameOrigin() bool { return v.Origin == "same-origin" }

// info is what the resolver knows of the context.
func (v *Vector) info() *resolver.ContextInfo {
	c, _ := resolver.ParseContext(v.Context) // ReadVectors has checked it
	return c.Info()
}

// String names the vector: context, attribute, origin.
func (v *Vector) String() string {
	value := "absent"
	if v.Crossorigin != nil {
		value = fmt.Sprintf("%q", *v.Crossorigin)
	}
	return v.Context + " crossorigin=" + value + " " + v.Origin
}

// attribute is the attribute as written in markup, with a blank before it.
func (v *Vector) attribute() string {
	if v.Crossorigin == nil {
		return ""
	}
	return ` crossorigin="` + html.EscapeString(*v.Crossorigin) + `"`
}

// parameter is the same in a Link header field.
func (v *Vector) parameter() string {
	if v.Crossorigin == nil {
		return ""
	}
	return `; crossorigin="` + *v.Crossorigin + `"`
}
