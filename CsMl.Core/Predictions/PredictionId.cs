using System.Buffers.Binary;

namespace CsMl.Core.Predictions;

/// <summary>
/// Creates prediction ids: unique ids for stored predictions, and ids derived from the request for others.
/// </summary>
public static class PredictionId
{
    // 128-bit FNV-1a (Fowler, Noll, Vo; RFC 9923).
    private static readonly UInt128 Offset = new(0x6c62272e07bb0142, 0x62b821756295c58d);
    private static readonly UInt128 Prime = new(0x0000000001000000, 0x000000000000013b);

    /// <summary>A unique id that sorts by time.</summary>
    public static string New(DateTimeOffset at) =>
        // UUID version 7 counts from 1970 and cannot represent earlier instants.
        Guid.CreateVersion7(at < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : at).ToString();

    /// <summary>The id of an instant whose other bits are those of a hash, so that it is the same for the same input.</summary>
    /// <param name="hash">At least 10 bytes.</param>
    public static string New(DateTimeOffset at, ReadOnlySpan<byte> hash)
    {
        Span<byte> uuid = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(uuid, bigEndian: true, out _);
        hash[..10].CopyTo(uuid[6..]);
        uuid[6] = (byte)(0x70 | (uuid[6] & 0x0f));
        uuid[8] = (byte)(0x80 | (uuid[8] & 0x3f));
        return new Guid(uuid, bigEndian: true).ToString();
    }

    /// <summary>The millisecond at which an id was created; null if <see cref="New(DateTimeOffset)"/> did not create it.</summary>
    public static DateTimeOffset? TimeOf(string id)
    {
        if (!Guid.TryParseExact(id, "D", out var guid) || guid.Version != 7 || guid.ToString() != id)
        {
            return null;
        }

        Span<byte> uuid = stackalloc byte[16];
        guid.TryWriteBytes(uuid, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(uuid) >> 16);
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }

    /// <summary>
    /// Returns the same id for the same request: a hash of it as a UUID of version 8, whose bits RFC 9562 leaves to the
    /// application.
    /// </summary>
    public static string Of(string accountId, PredictionType type, DateTimeOffset asOf, int windowDays)
    {
        var hash = Offset;
        foreach (var c in accountId)
        {
            hash = (hash ^ c) * Prime;
        }

        Span<byte> rest = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(rest, asOf.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(rest[8..], windowDays);
        BinaryPrimitives.WriteInt32LittleEndian(rest[12..], (int)type);
        foreach (var b in rest)
        {
            hash = (hash ^ b) * Prime;
        }

        Span<byte> uuid = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(uuid, hash);
        uuid[6] = (byte)(0x80 | (uuid[6] & 0x0f));
        uuid[8] = (byte)(0x80 | (uuid[8] & 0x3f));
        return new Guid(uuid, bigEndian: true).ToString();
    }
}
