using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// The field names of one JSON object read so far. Finds a duplicate name without allocating. Parsers differ in which
/// of two values they keep, so the caller must correct the input.
/// </summary>
internal struct FieldNamesSeen
{
    private const int Inline = 32;

    private Names _names;
    private int _count;
    private HashSet<UInt128>? _more;

    /// <summary>False if the object already has the name.</summary>
    public bool Add(ReadOnlySpan<byte> name)
    {
        var identity = Identity(name);
        var known = Math.Min(_count, Inline);
        for (var i = 0; i < known; i++)
        {
            if (_names[i] == identity)
            {
                return false;
            }
        }

        if (_count++ < Inline)
        {
            _names[known] = identity;
            return true;
        }

        return (_more ??= []).Add(identity);
    }

    public void Clear()
    {
        _count = 0;
        _more?.Clear();
    }

    /// <summary>Exact for names of up to 15 bytes; longer ones are hashed to 128 bits.</summary>
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
        private UInt128 _first;
    }
}
