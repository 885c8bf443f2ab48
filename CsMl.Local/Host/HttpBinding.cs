using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host;

/// <param name="Route">Route template below the host's prefix.</param>
/// <param name="Methods">In upper case; empty for every method.</param>
public sealed record HttpBinding(
    string ParameterName,
    string Route,
    IReadOnlyList<string> Methods,
    AuthorizationLevel AuthLevel
) : TriggerBinding(ParameterName);
