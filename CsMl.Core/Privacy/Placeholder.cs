namespace CsMl.Core.Privacy;

/// <summary>What a placeholder stands for.</summary>
internal enum Placeholder
{
    /// <summary>The account itself.</summary>
    Company,

    /// <summary>One of its contacts.</summary>
    Person,

    /// <summary>A word that may be a name.</summary>
    Name,

    Email,

    Phone,

    /// <summary>Web addresses, host names, paths.</summary>
    Link,

    Id,

    /// <summary>Words of a script without capitals, where names cannot be told from words.</summary>
    Text,
}
