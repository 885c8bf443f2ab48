namespace CsMl.Local.Host.Admin;

internal sealed record FunctionConfig(string Name, IReadOnlyList<BindingListing> Bindings);
