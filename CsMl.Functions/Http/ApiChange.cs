using System.Text.Json.Nodes;

namespace CsMl.Functions.Http;

/// <summary>What a call changed, for the audit.</summary>
/// <param name="IsOne">False if nothing was changed.</param>
/// <param name="Before">Null if the audit does not keep it.</param>
/// <param name="After">Null if the audit does not keep it.</param>
public sealed record ApiChange(bool IsOne, JsonObject? Before = null, JsonObject? After = null)
{
    /// <summary>What stands for the account; null for its id.</summary>
    public string? AccountName { get; init; }

    public static readonly ApiChange None = new(IsOne: false);

    public static readonly ApiChange Some = new(IsOne: true);
}
