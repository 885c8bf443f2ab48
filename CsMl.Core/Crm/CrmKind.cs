namespace CsMl.Core.Crm;

public enum CrmKind
{
    /// <summary>Facts arrive by PUT and import, and CTAs are read from the app.</summary>
    Embedded,

    /// <summary>The Customer Success platform, by its own REST API.</summary>
    Platform,

    /// <summary>Any other CRM, by an adapter that serves the contract of docs/CRM.md.</summary>
    Http,
}
