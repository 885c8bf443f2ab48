using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Json;

namespace CsMl.Core.Storage;

/// <summary>One stored row. <paramref name="Json"/> is UTF-8, at most <see cref="EntityKey.MaxJsonBytes"/>.</summary>
/// <param name="ETag">Opaque; differs after every write of the row.</param>
public sealed record Entity(string PartitionKey, string RowKey, ReadOnlyMemory<byte> Json, string ETag)
{
    /// <exception cref="DamagedRowException">The row is not of this type.</exception>
    internal T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Json.Span, type) ?? throw new DamagedRowException(this);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new DamagedRowException(this, e);
        }
    }

    /// <summary>The row as it is stored.</summary>
    /// <exception cref="DamagedRowException">The row is no JSON.</exception>
    internal RawJson ReadRaw()
    {
        try
        {
            return RawJson.Checked(Json);
        }
        catch (JsonException e)
        {
            throw new DamagedRowException(this, e);
        }
    }

    /// <summary>True for what readers throw at bytes that they did not expect.</summary>
    internal static bool IsUnreadable(Exception e) =>
        e
            is (JsonException and not DamagedRowException)
                or InvalidDataException
                or NotSupportedException
                or InvalidOperationException
                or FormatException
                or ArgumentException;
}
