//! Every admin route as everybody: visitors and guests are asked to sign in, candidates are turned away, authors come in, and
//! what is for admins is for admins alone.

use crate::candidate::Candidate;
use crate::support::Simulado;

/// Who may open an address.
#[derive(Clone, Copy, PartialEq)]
enum For {
    Authors,
    Admins,
}

/// What is read: each address, and for whom it is.
const PAGES: &[(&str, For)] = &[
    ("/admin", For::Authors),
    ("/admin/exams/tiny/questions", For::Authors),
    ("/admin/exams/tiny/questions/new", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/revisions", For::Authors),
    ("/admin/exams/tiny/coverage", For::Authors),
    ("/admin/exams/tiny/imports", For::Authors),
    ("/admin/exams/tiny/exports", For::Authors),
    ("/admin/exams/tiny/exports/csv", For::Authors),
    ("/admin/exams/tiny/exports/csv/losses.txt", For::Authors),
    ("/admin/people", For::Admins),
    ("/admin/people/00000000-0000-0000-0000-000000000001", For::Admins),
    ("/admin/groups", For::Admins),
    ("/admin/groups/00000000-0000-0000-0000-000000000002", For::Admins),
    ("/admin/groups/00000000-0000-0000-0000-000000000002/results.csv", For::Admins),
    ("/admin/invitations", For::Admins),
    ("/admin/audit", For::Admins),
    ("/admin/audit.csv", For::Admins),
    ("/admin/audit.json", For::Admins),
    ("/admin/exams/tiny/questions/changes", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/statistics", For::Authors),
    ("/admin/exams/tiny/files", For::Authors),
    ("/admin/exams/tiny/files/archive.zip", For::Authors),
    ("/admin/exams/tiny/files/format-of-file", For::Authors),
    ("/admin/exams/tiny/reports", For::Authors),
    ("/admin/exams/tiny/reports/format-of-file", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/regrade", For::Authors),
];

/// What is sent: each address, and for whom it is.
const POSTS: &[(&str, For)] = &[
    ("/admin/exams/tiny/questions", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/preview", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/preview/deletion", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/state", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/revisions", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/restoration", For::Authors),
    ("/admin/exams/tiny/imports", For::Authors),
    ("/admin/exams/tiny/imports/0192d000-0000-7000-8000-000000000000/choices", For::Authors),
    ("/admin/exams/tiny/imports/0192d000-0000-7000-8000-000000000000/confirmation", For::Authors),
    ("/admin/people/00000000-0000-0000-0000-000000000001/role", For::Admins),
    ("/admin/people/00000000-0000-0000-0000-000000000001/extra-time", For::Admins),
    ("/admin/people/00000000-0000-0000-0000-000000000001/suspension", For::Admins),
    ("/admin/people/00000000-0000-0000-0000-000000000001/suspension/deletion", For::Admins),
    ("/admin/groups", For::Admins),
    ("/admin/groups/00000000-0000-0000-0000-000000000002/name", For::Admins),
    ("/admin/groups/00000000-0000-0000-0000-000000000002/members", For::Admins),
    (
        "/admin/groups/00000000-0000-0000-0000-000000000002/members/00000000-0000-0000-0000-000000000001/deletion",
        For::Admins,
    ),
    ("/admin/groups/00000000-0000-0000-0000-000000000002/deletion", For::Admins),
    ("/admin/invitations", For::Admins),
    ("/admin/invitations/00000000-0000-0000-0000-000000000003/deletion", For::Admins),
    ("/admin/exams/tiny/questions/changes", For::Authors),
    ("/admin/exams/tiny/questions/changes/x/confirmation", For::Authors),
    ("/admin/exams/tiny/questions/changes/x/undoing", For::Authors),
    ("/admin/exams/tiny/files/format-of-file/adoption", For::Authors),
    ("/admin/exams/tiny/files/format-of-file/dismissal", For::Authors),
    ("/admin/exams/tiny/reports/format-of-file/answers", For::Authors),
    ("/admin/exams/tiny/questions/format-of-file/regrade", For::Authors),
];

impl Simulado {
    /// Somebody with an account and a role.
    pub async fn with_role(&self, name: &str, role: &str) -> Candidate {
        let person = self.member(name).await;
        self.sql(&format!("UPDATE candidate SET role = '{role}' WHERE name_key = '{name}'")).await;
        person
    }
}

/// The person and the group that the addresses above name.
async fn with_what_is_named() -> Simulado {
    let simulado = Simulado::tiny().await;
    simulado
        .sql(
            "INSERT INTO candidate (id, name, name_key, password_hash, language, created_at)
             VALUES (X'00000000000000000000000000000001', 'dora', 'dora', 'hash', 'en', 0);
             INSERT INTO people_group (id, name, name_key, created_at)
             VALUES (X'00000000000000000000000000000002', 'A', 'a', 0)",
        )
        .await;
    simulado
}

#[tokio::test]
async fn every_admin_page_is_for_those_whom_it_is_for() {
    let simulado = with_what_is_named().await;
    let guest = simulado.guest();
    guest.begins_mock_exam().await;
    let member = simulado.member("caio").await;
    let author = simulado.with_role("ana", "author").await;
    let admin = simulado.with_role("bia", "admin").await;
    for (path, whom) in PAGES {
        simulado.guest().opens(path).await.must_be(401);
        guest.opens(path).await.must_be(401);
        member.opens(path).await.must_be(403);
        author.opens(path).await.must_be(if *whom == For::Admins { 403 } else { 200 });
        admin.opens(path).await.must_be(200);
    }
}

#[tokio::test]
async fn every_admin_form_is_for_those_whom_it_is_for() {
    let simulado = with_what_is_named().await;
    let guest = simulado.guest();
    guest.begins_mock_exam().await;
    let member = simulado.member("caio").await;
    let author = simulado.with_role("ana", "author").await;
    let admin = simulado.with_role("bia", "admin").await;
    for (path, whom) in POSTS {
        simulado.guest().sends(path, &[]).await.must_be(401);
        guest.sends(path, &[]).await.must_be(401);
        member.sends(path, &[]).await.must_be(403);
        let of_author = author.sends(path, &[]).await.status;
        assert_eq!(of_author == 403, *whom == For::Admins, "{path} answers an author {of_author}");
        let of_admin = admin.sends(path, &[]).await.status;
        assert!(![401, 403].contains(&of_admin), "{path} answers an admin {of_admin}");
        let elsewhere = admin.sent_from(Some("cross-site")).sends(path, &[]).await;
        elsewhere.must_be(403);
    }
}

#[tokio::test]
async fn only_authors_are_led_to_the_admin_pages() {
    let simulado = Simulado::tiny().await;
    let author = simulado.with_role("ana", "author").await;
    author.opens("/").await.must_say("Authoring");
    simulado.member("caio").await.opens("/").await.must_not_say("Authoring");
}
