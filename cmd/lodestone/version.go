package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) version() *cobra.Command {
	return &cobra.Command{Use: "version", Short: "The version of the program", Example: "  lodestone version", RunE: func(*cobra.Command, []string) error {
		v := map[string]string{"version": "development", "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH}
		if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
			v["version"] = info.Main.Version
		}
		if a.json {
			return a.printJSON(v)
		}
		_, err := fmt.Fprintf(a.out, "lodestone %s, %s, %s\n", v["version"], v["go"], v["platform"])
		return err
	}}
}
