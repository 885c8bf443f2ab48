namespace CsMl.Core.Privacy;

/// <summary>Kinds of text that a placeholder replaces.</summary>
internal enum Placeholder
{
    /// <summary>The account's own name.</summary>
    Company,

    /// <summary>The name of one of its contacts.</summary>
    Person,

    /// <summary>A word that may be a name.</summary>
    Name,

    Email,

    Phone,

    /// <summary>A web address, host name or path.</summary>
    Link,

    Id,

    /// <summary>Words of a script without capitals, in which names cannot be distinguished from other words.</summary>
    Text,
}
