<?php
// What plugins and hosts do to a site. The test names the oddities; without a name this is plain WordPress.
$oddities = (array) @file(getenv('WORDPRESS_ODDITIES'), FILE_IGNORE_NEW_LINES);
$saving = $_SERVER['REQUEST_METHOD'] === 'POST' && str_contains($_SERVER['REQUEST_URI'], '/options.php');

if (in_array('save_ignored', $oddities)) {
    add_filter('pre_update_option_blog_public', fn($new, $old) => $old, 10, 2);
}
if (in_array('save_500', $oddities) && $saving) {
    http_response_code(500);
    exit('<!doctype html><title>Error</title><p>Something is broken.</p>');
}
if (in_array('reverts', $oddities) && !$saving) {
    update_option('blog_public', '1');
}
if (in_array('tag_removed', $oddities)) {
    add_filter('wp_robots', '__return_empty_array', 99);
}
if (in_array('tag_always', $oddities)) {
    add_filter('wp_robots', 'wp_robots_no_robots', 99);
}
if (in_array('radios', $oddities)) {
    add_action('blog_privacy_selector', '__return_null');
}
if (in_array('relabelled', $oddities)) {
    $label = fn($text, $source) => str_starts_with($source, 'Discourage search') ? 'Hide this site' : $text;
    add_filter('gettext', $label, 10, 2);
}
if (in_array('disabled', $oddities)) {
    add_action('admin_footer', fn() => print '<script>document.getElementById("blog_public").disabled = true</script>');
}
if (in_array('focus_moved', $oddities)) {
    $script = 'const [name, password] = ["user_login", "user_pass"].map(id => document.getElementById(id));'
        . 'password.addEventListener("focus", () => name.focus(), {once: true});';
    add_action('login_footer', fn() => print "<script>$script</script>");
}
if (in_array('coming_soon', $oddities)) {
    add_action('template_redirect', fn() => is_user_logged_in() || wp_die('Coming soon', '', 503));
}
if (in_array('broken', $oddities)) {
    http_response_code(500);
    exit('<p>Error establishing a database connection</p>');
}
