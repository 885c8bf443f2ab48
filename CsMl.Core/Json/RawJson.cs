using System.Text.Json.Serialization;

namespace CsMl.Core.Json;

/// <summary>JSON that is written as it is: what was stored is answered without being taken apart and put together again.</summary>
/// <param name="Utf8">One whole JSON value.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8);
