using CsMl.Core.Portfolio;
using CsMl.Core.Queues;
using CsMl.Functions;
using CsMl.Local.Commands;
using CsMl.Local.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local;

/// <summary>The app on its embedded store: what every command that keeps data shares.</summary>
internal static class LocalApp
{
    /// <summary>The tenant of mode Single.</summary>
    public const string Tenant = "default";

    public static string DefaultDataDirectory { get; } =
        Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            ),
            "csml"
        );

    /// <summary>Opens the store in a folder, which is made where it is missing.</summary>
    public static SqliteDatabase OpenStore(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        return new SqliteDatabase(Path.Combine(dataDirectory, "csml.db"));
    }

    /// <summary>Adds the app's settings, of which the environment's win, and its services.</summary>
    public static void Configure(IServiceCollection services, IConfigurationManager settings, SqliteDatabase store)
    {
        // The real host wants this setting to be there; here its default will do.
        settings.Sources.Insert(
            0,
            new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData = [new("Nightly:Schedule", new NightlyOptions().Schedule)],
            }
        );
        services.AddCsMl(settings);
        services.AddSingleton(store.Tables());
    }

    /// <summary>The app's services without a host, for commands that serve nothing.</summary>
    public static ServiceProvider Services(SqliteDatabase store)
    {
        var settings = new ConfigurationManager();
        settings.AddEnvironmentVariables();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<InlineQueue>();
        services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<InlineQueue>());
        Configure(services, settings, store);
        return services.BuildServiceProvider();
    }

    /// <summary>Runs the portfolio runs that <paramref name="services"/> started to their end.</summary>
    public static Task<bool> WorkOffAsync(
        IServiceProvider services,
        TimeProvider clock,
        TextWriter errors,
        CancellationToken cancellation
    ) =>
        AccountProgress.ShowAsync(
            "Scoring",
            clock,
            errors,
            async progress =>
            {
                await services
                    .GetRequiredService<InlineQueue>()
                    .WorkOffAsync(
                        services.GetRequiredService<OpenRun>(),
                        services.GetRequiredService<ScorePage>(),
                        progress,
                        cancellation
                    );
                return true;
            }
        );
}
