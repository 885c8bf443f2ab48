using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Crm;

/// <summary>Writes a <see cref="PackedMain"/> whose facts are already JSON.</summary>
/// <param name="Name">The name that the account is found by.</param>
internal sealed record PackedRow(
    [property: JsonPropertyOrder(0)] string Fingerprint,
    [property: JsonPropertyOrder(1)] long Revision,
    [property: JsonPropertyOrder(2)] int Parts,
    [property: JsonPropertyOrder(3)] string Name,
    [property: JsonPropertyOrder(4)] RawJson? Facts
);
