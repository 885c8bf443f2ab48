using System.Text.Json.Serialization;

namespace CsMl.Core.Json;

/// <summary>
/// JSON that is written verbatim, so that stored JSON is returned without parsing and serialising it again.
/// </summary>
/// <param name="Utf8">One whole JSON value.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8);
