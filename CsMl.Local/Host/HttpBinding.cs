using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host;

/// <param name="Route">Template below the host's prefix.</param>
/// <param name="Methods">Upper case; empty: every method.</param>
public sealed record HttpBinding(
    string ParameterName,
    string Route,
    IReadOnlyList<string> Methods,
    AuthorizationLevel AuthLevel
) : TriggerBinding(ParameterName);
