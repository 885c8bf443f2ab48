using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// The field names one JSON object has had so far, so that a name given twice is found without allocating: which
/// of the two would count is a parser's whim, and a caller's mistake should not be settled by it.
/// </summary>
internal struct FieldNamesSeen
{
    private const int Inline = 32;

    private Names names;
    private int count;
    private HashSet<UInt128>? more;

    /// <summary>False where the object had the name before.</summary>
    public bool Add(ReadOnlySpan<byte> name)
    {
        var identity = Identity(name);
        var known = Math.Min(count, Inline);
        for (var i = 0; i < known; i++)
        {
            if (names[i] == identity)
            {
                return false;
            }
        }

        if (count++ < Inline)
        {
            names[known] = identity;
            return true;
        }

        return (more ??= []).Add(identity);
    }

    public void Clear()
    {
        count = 0;
        more?.Clear();
    }

    /// <summary>Exact for names up to 15 bytes, which most are; longer ones are hashed into 128 bits.</summary>
    private static UInt128 Identity(ReadOnlySpan<byte> name)
    {
        if (name.Length > 15)
        {
            return new UInt128(Fnv1a(name, 0xcbf29ce484222325), (Fnv1a(name, 0x9e3779b97f4a7c15) << 8) | 0xff);
        }

        if (name.Length >= 8)
        {
            var rest =
                name.Length > 8 ? BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) >> (8 * (16 - name.Length)) : 0;
            return new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(name), (rest << 8) | (uint)name.Length);
        }

        ulong few = 0;
        foreach (var b in name)
        {
            few = (few << 8) | b;
        }

        return new UInt128(few, (uint)name.Length);
    }

    private static ulong Fnv1a(ReadOnlySpan<byte> bytes, ulong hash)
    {
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 0x100000001b3;
        }

        return hash;
    }

    [InlineArray(Inline)]
    private struct Names
    {
        private UInt128 first;
    }
}
