package main

import (
	"context"

	"github.com/blang/semver"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	pygen "github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// load asks the engine for the schema of a package.
func load(ctx context.Context, loader schema.Loader, wanted *pulumirpc.PackageDependency) (*schema.Package, error) {
	descriptor := &schema.PackageDescriptor{Name: wanted.Name, DownloadURL: wanted.Server}
	if wanted.Version != "" {
		version, err := semver.Parse(wanted.Version)
		if err != nil {
			return nil, err
		}
		descriptor.Version = &version
	}
	reference, err := schema.LoadPackageReferenceV2(ctx, loader, descriptor)
	if err != nil {
		return nil, err
	}
	pkg, err := reference.Definition()
	if err != nil {
		return nil, err
	}
	return pkg, pkg.ImportLanguages(map[string]schema.Language{"go": gogen.Importer, "python": pygen.Importer})
}
