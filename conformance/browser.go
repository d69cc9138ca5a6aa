package conformance

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// Browser is a browser that is installed.
type Browser struct {
	Name    string // chromium or firefox, as in spec/quirks.yaml
	Package string // Debian's package
	Path    string
	Version string // "156.0.8078.79"

	// profile prepares a new profile and returns the arguments that open a
	// URL in it.
	profile func(dir string, l *Lab, url string) ([]string, error)
}

// browsers are those that the lab knows.
var browsers = []Browser{
	{Name: "chromium", Package: "chromium", profile: chromiumProfile},
	{Name: "firefox", Package: "firefox-esr", profile: firefoxProfile},
}

// Find returns the browser of that name. The error says what to install.
func Find(ctx context.Context, name string) (*Browser, error) {
	for _, b := range browsers {
		if b.Name != name {
			continue
		}
		path, err := exec.LookPath(b.Package)
		if err != nil {
			return nil, fmt.Errorf("%s is not installed: apt-get install %s", b.Name, b.Package)
		}
		out, err := exec.CommandContext(ctx, path, "--version").Output()
		if err != nil {
			return nil, fmt.Errorf("%s --version: %w", path, err)
		}
		b.Path, b.Version = path, versionNumber.FindString(string(out))
		if b.Version == "" {
			return nil, fmt.Errorf("%s --version says %q, expected a version", path, out)
		}
		return &b, nil
	}
	return nil, fmt.Errorf("browser %q is unknown, expected chromium or firefox", name)
}

var versionNumber = regexp.MustCompile(`\d+(\.\d+)+`)

// Major is the version that quirks are recorded with.
func (b *Browser) Major() string {
	major, _, _ := strings.Cut(b.Version, ".")
	return major
}

// Process is a browser at work.
type Process struct {
	Profile string // its profile folder
	command *exec.Cmd
	ended   chan error
}

// Start opens the lab's first page in a new process with a new profile.
func (b *Browser) Start(l *Lab) (*Process, error) {
	dir, err := os.MkdirTemp("", "conformance-"+b.Name+"-")
	if err != nil {
		return nil, fmt.Errorf("making a profile: %w", err)
	}
	args, err := b.profile(dir, l, l.StartURL())
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	p := &Process{Profile: dir, command: exec.Command(b.Path, args...), ended: make(chan error, 1)}
	p.command.Env = append(os.Environ(), "HOME="+dir)
	p.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // so that its helpers end with it
	if err := p.command.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("starting %s: %w", b.Path, err), os.RemoveAll(dir))
	}
	go func() { p.ended <- p.command.Wait() }()
	return p, nil
}

// Close ends the browser and removes its profile.
func (p *Process) Close() error {
	group := -p.command.Process.Pid
	// The group may be gone already; what counts is that it has ended.
	_ = syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(3 * time.Second):
	}
	_ = syscall.Kill(group, syscall.SIGKILL)
	// Helpers may still be writing for a moment.
	var err error
	for range 20 {
		if err = os.RemoveAll(p.Profile); err == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("removing the profile: %w", err)
}

// chromiumProfile starts from an empty profile. The flags open no window, keep
// Chromium's own services off the network and accept the lab's key.
func chromiumProfile(dir string, l *Lab, url string) ([]string, error) {
	args := []string{
		"--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--ignore-certificate-errors-spki-list=" + publicKeyHash(l.certificate),
		"--remote-debugging-port=0",
		"--user-data-dir=" + dir,
	}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // the sandbox refuses to run as root
	}
	return append(args, url), nil
}

// firefoxProfile starts from a profile whose preferences only keep Firefox's
// own services and first-run pages off the network.
func firefoxProfile(dir string, l *Lab, url string) ([]string, error) {
	if err := os.WriteFile(filepath.Join(dir, "user.js"), []byte(firefoxPreferences), 0o600); err != nil {
		return nil, fmt.Errorf("writing the profile: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "cert_override.txt"), []byte(certificateOverrides(l)), 0o600); err != nil {
		return nil, fmt.Errorf("writing the profile: %w", err)
	}
	return []string{"--headless", "--no-remote", "--profile", dir, url}, nil
}

const firefoxPreferences = `user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.newtabpage.activity-stream.feeds.section.topstories", false);
user_pref("browser.safebrowsing.downloads.remote.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("extensions.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("toolkit.telemetry.unified", false);
`

// certificateOverrides accepts the lab's certificate on its HTTPS ports, as
// Firefox stores the exceptions that a user makes.
func certificateOverrides(l *Lab) string {
	sum := sha256.Sum256(l.certificate.Certificate[0])
	var fingerprint []string
	for _, b := range sum {
		fingerprint = append(fingerprint, fmt.Sprintf("%02X", b))
	}
	var b strings.Builder
	for _, o := range append([]*Origin{l.SecurePage, l.SecureOther}, l.spare...) {
		fmt.Fprintf(&b, "%s:\tOID.2.16.840.1.101.3.4.2.1\t%s\t\n", strings.TrimPrefix(o.URL, "https://"), strings.Join(fingerprint, ":"))
	}
	return b.String()
}
