namespace CsMl.Core.Accounts.Import;

/// <summary>What a field of account facts holds, as far as a cell has to be read.</summary>
internal enum FieldType
{
    Text,

    /// <summary>A number from 0 to 100.</summary>
    Score,
    Money,
    Instant,
    Flag,

    /// <summary>A list or an object, which no cell can hold.</summary>
    Nested,
}
