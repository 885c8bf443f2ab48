namespace CsMl.Core.Consistency;

/// <summary>Reads rows that may be damaged.</summary>
internal static class TryRow
{
    /// <summary>
    /// Null if the row cannot be read. Every exception counts: bytes that no version of the app wrote may fail in any way,
    /// and what is read is in memory already.
    /// </summary>
    public static T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
