namespace CsMl.Core.Accounts.Import;

/// <summary>What a field of account facts holds, as far as a cell has to be read.</summary>
internal enum FieldType
{
    Text,

    /// <summary>A health score, on the scale of the tenant.</summary>
    Score,

    /// <summary>A number from 0 to 100.</summary>
    Percent,
    Money,
    Instant,
    Flag,

    /// <summary>A list or an object, which no cell can hold.</summary>
    Nested,
}
