using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Crm.Http;

/// <summary>A page of changed accounts, as an adapter serves it.</summary>
/// <param name="Accounts">All facts of each account, in the shape that PUT takes.</param>
internal sealed record AdapterPage(
    [property: JsonRequired] IReadOnlyList<JsonElement> Accounts,
    IReadOnlyList<string>? Removed,
    string? Cursor,
    bool HasMore
);
